import { register } from './register.ts'
import { ar } from '../view/texts/ar.ts'

void register('ar', ar)
