import { register } from './register.ts'
import { pt } from '../view/texts/pt.ts'

void register('pt', pt)
