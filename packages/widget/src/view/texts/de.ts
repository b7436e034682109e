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
  queued: 'Ihre Antwort wird auf diesem Gerät aufbewahrt, bis wieder eine Verbindung besteht.',
  recorded: 'Ihre Antwort wurde gespeichert.',
  refused: 'Ihre Antwort ist nicht gespeichert: Bitte berichtigen Sie Telefonnummer oder E-Mail-Adresse.',
  number: 'Belegnummer:',
  manage: 'Ansehen oder widerrufen',
  print: 'Drucken',
}
