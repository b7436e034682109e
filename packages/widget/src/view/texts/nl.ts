import type { Texts } from './en.ts'

/** What the elements say in Dutch. */
export const nl: Texts = {
  legend: 'Uw keuzes',
  who: 'Wie contact met u mag opnemen:',
  yes: 'Ja',
  no: 'Nee',
  agreement: 'Over deze toestemming',
  recording: 'Over het opnemen van gesprekken',
  data: 'Over uw gegevens en uw rechten',
  newWindow: 'nieuw venster',
  required: 'antwoord verplicht',
  missing: 'Kies ja of nee.',
  loading: 'Uw keuzes worden geladen.',
  again: 'Kies opnieuw.',
  queued: 'Uw antwoord wordt op dit apparaat bewaard tot er weer verbinding is.',
  recorded: 'Uw antwoord is vastgelegd.',
  refused: 'Uw antwoord is niet vastgelegd: verbeter uw telefoonnummer of e-mailadres.',
  number: 'Nummer ontvangstbewijs:',
  manage: 'Bekijken of intrekken',
  print: 'Afdrukken',
}
