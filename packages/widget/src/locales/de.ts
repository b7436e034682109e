import { register } from './register.ts'
import { de } from '../view/texts/de.ts'

register('de', de)
