import type { Texts } from './en.ts'

/** What the elements say in Spanish. */
export const es: Texts = {
  legend: 'Sus opciones',
  who: 'Quién podrá ponerse en contacto con usted:',
  yes: 'Sí',
  no: 'No',
  agreement: 'Sobre este consentimiento',
  recording: 'Sobre la grabación de llamadas',
  data: 'Sobre sus datos y sus derechos',
  newWindow: 'ventana nueva',
  required: 'respuesta obligatoria',
  missing: 'Elija sí o no.',
  loading: 'Sus opciones se están cargando.',
  again: 'Elija de nuevo.',
  queued: 'Su respuesta se guarda en este dispositivo hasta que vuelva la conexión.',
  recorded: 'Su respuesta ha quedado registrada.',
  refused: 'Su respuesta no está registrada: corrija su teléfono o su correo electrónico.',
  number: 'Número de comprobante:',
  manage: 'Verla o retirarla',
  print: 'Imprimir',
}
