import type { Texts } from './en.ts'

/** What the elements say in German. */
export const de: Texts = {
  legend: 'Ihre Auswahl',
  who: 'Wer Sie kontaktieren darf:',
  yes: 'Ja',
  no: 'Nein',
  agreement: 'Zu dieser Einwilligung',
  recording: 'Zur Aufzeichnung von Anrufen',
  data: 'Zu Ihren Daten und Ihren Rechten',
  newWindow: 'neues Fenster',
  required: 'Antwort erforderlich',
  missing: 'Bitte wählen Sie Ja oder Nein.',
  loading: 'Ihre Auswahl wird geladen.',
  again: 'Bitte wählen Sie erneut.',
  queued: 'Ihre Antwort bleibt auf diesem Gerät, bis die Verbindung wieder da ist.',
  recorded: 'Ihre Antwort ist gespeichert.',
  number: 'Belegnummer:',
  manage: 'Ansehen oder widerrufen',
  print: 'Drucken',
}
