import { register } from './register.ts'
import { de } from '../view/texts/de.ts'

void register('de', de)
