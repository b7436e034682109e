import type { Texts } from './en.ts'

/** What the elements say in French. */
export const fr: Texts = {
  legend: 'Vos choix',
  who: 'Qui pourra vous contacter :',
  yes: 'Oui',
  no: 'Non',
  agreement: 'À propos de cet accord',
  recording: 'À propos de l’enregistrement des appels',
  data: 'À propos de vos données et de vos droits',
  newWindow: 'nouvelle fenêtre',
  required: 'réponse obligatoire',
  missing: 'Choisissez oui ou non.',
  loading: 'Vos choix se chargent.',
  again: 'Refaites vos choix.',
  queued: 'Votre réponse est gardée sur cet appareil jusqu’au retour de la connexion.',
  recorded: 'Votre réponse est enregistrée.',
  refused:
    'Votre réponse n’est pas enregistrée : corrigez votre numéro de téléphone ou votre adresse e-mail.',
  number: 'Numéro de reçu :',
  manage: 'La voir ou la retirer',
  print: 'Imprimer',
}
