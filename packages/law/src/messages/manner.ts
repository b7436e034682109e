import { message, type MessagesOf } from './message.ts'

/** When and how something is done. */
export const MESSAGES_OF_MANNER = {
  OUTSIDE_CONSENTED_SLOT: message('La personne a choisi un autre moment.', 'The person chose another time.'),
  WEEKEND: message('On n’appelle pas le samedi ni le dimanche.', 'No calls on Saturday or Sunday.'),
  PUBLIC_HOLIDAY: message('On n’appelle pas un jour férié.', 'No calls on a public holiday.'),
  REGIONAL_HOLIDAY: message(
    'C’est un jour férié là où vit la personne.',
    'It is a holiday where the person lives.',
  ),
  OUTSIDE_CALLING_HOURS: message(
    'On n’appelle que de 10 h à 13 h et de 14 h à 20 h, heure de la personne.',
    'Calls only from 10:00 to 13:00 and 14:00 to 20:00, the person’s time.',
  ),
  FREQUENCY_CAP_30D: message(
    'La personne a déjà été appelée quatre fois en 30 jours.',
    'The person has already been called four times in 30 days.',
  ),
  SMS_CHARTER_HOURS: message(
    'Pas de SMS publicitaire la nuit, le dimanche ni un jour férié.',
    'No promotional SMS at night, on Sundays or on holidays.',
  ),
  CALLER_ID_MASKED: message('Le numéro de l’appelant est masqué.', 'The caller’s number is hidden.'),
  CALLER_ID_FORBIDDEN_RANGE: message(
    'Ce numéro ne peut pas être affiché pour cet appel ou ce message.',
    'This number may not be shown for this call or message.',
  ),
  IDENTITY_CONCEALED: message(
    'Dites qui appelle ou écrit, et pour qui.',
    'Say who is calling or writing, and for whom.',
  ),
  NO_OPTOUT_MEANS: message('Le message ne permet pas de s’opposer.', 'The message gives no way to object.'),
  MISLEADING_SUBJECT: message(
    'L’objet du message est trompeur.',
    'The subject of the message is misleading.',
  ),
  AI_DISCLOSURE_MISSING: message(
    'Dites que la voix est celle d’une intelligence artificielle.',
    'Say that the voice is an artificial intelligence.',
  ),
  RECORDING_NOT_NECESSARY: message(
    'L’enregistrement n’est pas nécessaire : un écrit prouve le contrat.',
    'The recording is not needed: a written document proves the contract.',
  ),
  RECORDING_BEFORE_CONTRACT_PHASE: message(
    'N’enregistrez qu’au moment où l’on conclut le contrat.',
    'Record only once the contract is being concluded.',
  ),
  RECORDING_OTHER_PROOF_EXISTS: message(
    'Une autre preuve du contrat existe.',
    'Another proof of the contract exists.',
  ),
  RECORDING_NOTICE_INCOMPLETE: message(
    'La personne n’a pas été complètement informée de l’enregistrement.',
    'The person was not fully informed of the recording.',
  ),
  RECORDING_OBJECTED: message('La personne refuse d’être enregistrée.', 'The person refuses to be recorded.'),
  RECORDING_SYSTEMATIC: message(
    'On n’enregistre pas tous les appels par défaut.',
    'Calls are not all recorded by default.',
  ),
  RECORDING_EXCESSIVE_DATA: message(
    'Coupez l’enregistrement pendant les données bancaires.',
    'Pause the recording while bank details are given.',
  ),
  NOTICE_ITEM_MISSING: message(
    'Une information obligatoire manque.',
    'A piece of mandatory information is missing.',
  ),
  WITHDRAWAL_HARDER: message(
    'Retirer son accord est plus difficile que le donner.',
    'Withdrawing consent is harder than giving it.',
  ),
  TRANSFER_NO_SAFEGUARD: message(
    'Le transfert hors d’Europe n’est pas encadré.',
    'The transfer out of Europe is not safeguarded.',
  ),
} satisfies MessagesOf
