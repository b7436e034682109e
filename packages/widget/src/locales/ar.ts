import { register } from './register.ts'
import { ar } from '../view/texts/ar.ts'

register('ar', ar)
