import type { Texts } from './en.ts'

/** What the element says in French. */
export const fr: Texts = {
  legend: 'Vos choix',
  who: 'Qui pourra vous contacter :',
  yes: 'Oui',
  no: 'Non',
  agreement: 'À propos de cet accord',
  recording: 'À propos de l’enregistrement des appels',
  data: 'À propos de vos données et de vos droits',
  newWindow: 'nouvelle fenêtre',
  missing: 'Choisissez oui ou non.',
  recorded: 'Votre réponse est enregistrée.',
  manage: 'La voir ou la retirer',
}
