import { message, type MessagesOf } from './message.ts'

/** Why something may be done. */
export const MESSAGES_OF_GROUNDS = {
  OK_CONSENT_VALID: message(
    'La personne a donné son accord et il est valable.',
    'The person has agreed, and the consent is valid.',
  ),
  OK_SOFT_OPT_IN: message(
    'C’est un client : l’offre est analogue à son achat et il ne s’y est pas opposé.',
    'A customer: the offer is like what they bought, and they have not objected.',
  ),
  OK_CURRENT_CONTRACT: message(
    'Un contrat est en cours et l’offre s’y rapporte.',
    'A contract is running and the offer relates to it.',
  ),
  OK_CALLBACK_REQUESTED: message(
    'La personne a demandé à être rappelée.',
    'The person asked to be called back.',
  ),
  OK_PRESS_EXCEPTION: message(
    'La presse peut appeler sans accord préalable, aux heures permises.',
    'Newspapers and magazines may call without prior consent, in lawful hours.',
  ),
  OK_LEGIT_INTEREST_B2B: message(
    'C’est un professionnel : l’offre concerne son métier et il peut s’y opposer.',
    'A professional: the offer concerns their job, and they may object.',
  ),
  OK_LEGIT_INTEREST_OPTOUT: message(
    'La personne a été informée et ne s’est pas opposée.',
    'The person was informed and has not objected.',
  ),
  OK_NON_COMMERCIAL: message(
    'La démarche n’est pas commerciale ; la personne a été informée et peut s’y opposer.',
    'The contact is not commercial; the person was informed and may object.',
  ),
  OK_NOT_PROSPECTING: message(
    'C’est un message de service, sans promotion.',
    'A service message without promotion.',
  ),
  OK_GENERIC_LEGAL_ENTITY: message(
    'C’est la coordonnée générale d’une entreprise, pas celle d’une personne.',
    'A company’s general number or address, not a person’s.',
  ),
  OK_SLOT_CONSENTED: message(
    'La personne a choisi ce jour et cette heure.',
    'The person chose this day and time.',
  ),
  OK_RECORDING_NECESSARY: message(
    'L’enregistrement est nécessaire pour prouver le contrat.',
    'The recording is needed to prove the contract.',
  ),
  OK_RECORDING_LEGAL_OBLIGATION: message(
    'La loi impose d’enregistrer cet appel.',
    'The law requires this call to be recorded.',
  ),
  OK_FORM_VALID: message(
    'Le formulaire respecte les règles vérifiées.',
    'The form meets the rules that were checked.',
  ),
  OK_TRANSFER_SAFEGUARDED: message('Le transfert est encadré.', 'The transfer is safeguarded.'),
  PROOF_RETENTION_3Y: message('La preuve doit être conservée.', 'The proof must be kept.'),
} satisfies MessagesOf
