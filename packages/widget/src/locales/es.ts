import { register } from './register.ts'
import { es } from '../view/texts/es.ts'

void register('es', es)
