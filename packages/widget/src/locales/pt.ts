import { register } from './register.ts'
import { pt } from '../view/texts/pt.ts'

register('pt', pt)
