import type { Texts } from './en.ts'

/** What the elements say in Italian. */
export const it: Texts = {
  legend: 'Le sue scelte',
  who: 'Chi potrà contattarla:',
  yes: 'Sì',
  no: 'No',
  agreement: 'Informazioni su questo consenso',
  recording: 'Informazioni sulla registrazione delle chiamate',
  data: 'Informazioni sui suoi dati e sui suoi diritti',
  newWindow: 'nuova finestra',
  required: 'risposta obbligatoria',
  missing: 'Scelga sì o no.',
  loading: 'Caricamento delle sue scelte in corso.',
  again: 'Scelga di nuovo.',
  queued: 'La sua risposta è conservata su questo dispositivo fino al ripristino della connessione.',
  recorded: 'La sua risposta è stata registrata.',
  refused: 'La sua risposta non è registrata: corregga il numero di telefono o l’indirizzo e-mail.',
  number: 'Numero di ricevuta:',
  manage: 'Visualizzarla o revocarla',
  print: 'Stampa',
}
