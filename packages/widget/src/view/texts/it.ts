import type { Texts } from './en.ts'

/** What the elements say in Italian. */
export const it: Texts = {
  legend: 'Le sue scelte',
  who: 'Chi potrà contattarla:',
  yes: 'Sì',
  no: 'No',
  agreement: 'Su questo consenso',
  recording: 'Sulla registrazione delle chiamate',
  data: 'Sui suoi dati e sui suoi diritti',
  newWindow: 'nuova finestra',
  required: 'risposta obbligatoria',
  missing: 'Scelga sì o no.',
  loading: 'Caricamento delle sue scelte.',
  again: 'Scelga di nuovo.',
  queued: 'La sua risposta resta su questo dispositivo fino al ritorno della connessione.',
  recorded: 'La sua risposta è registrata.',
  number: 'Numero di ricevuta:',
  manage: 'Vederla o ritirarla',
  print: 'Stampa',
}
