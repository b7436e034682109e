import { register } from './register.ts'
import { it } from '../view/texts/it.ts'

register('it', it)
