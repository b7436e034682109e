import { register } from './register.ts'
import { nl } from '../view/texts/nl.ts'

register('nl', nl)
