import { register } from './register.ts'
import { es } from '../view/texts/es.ts'

register('es', es)
