import { message, type MessagesOf } from './message.ts'

/** What the person, the lists and the source of the data say. */
export const MESSAGES_OF_PERSON = {
  RULESET_NOT_COVERED: message(
    'Cette date est antérieure aux règles connues : demandez un avis juridique.',
    'This date is before the rules we know: ask for legal advice.',
  ),
  JURISDICTION_UNSUPPORTED: message(
    'Une autre loi que la loi française peut s’appliquer : demandez un avis juridique.',
    'A law other than French law may apply: ask for legal advice.',
  ),
  SUBJECT_DECEASED: message(
    'La personne est décédée : ne la contactez plus.',
    'The person has died: do not contact them again.',
  ),
  SUBJECT_ERASED: message(
    'La personne a fait effacer ses données : ne la contactez pas.',
    'The person had their data erased: do not contact them.',
  ),
  PROCESSING_RESTRICTED: message(
    'L’usage de ses données est suspendu à sa demande.',
    'Use of their data is suspended at their request.',
  ),
  OBJECTION_RECORDED: message(
    'La personne s’est opposée à être contactée.',
    'The person has objected to being contacted.',
  ),
  REFUSED_DURING_CALL: message(
    'La personne a refusé pendant un appel : ne la rappelez pas.',
    'The person refused during a call: do not call again.',
  ),
  REFUSAL_COOLDOWN_60D: message(
    'La personne a refusé pendant un appel : attendez 60 jours.',
    'The person refused during a call: wait 60 days.',
  ),
  COMPANY_REGISTER_OPPOSITION: message(
    'L’entreprise s’est opposée à la prospection au registre.',
    'The company has opted out of prospecting in the register.',
  ),
  SECTOR_BAN_ENERGY: message(
    'La prospection pour la rénovation énergétique est interdite par ce moyen.',
    'Prospecting for energy renovation is banned by this means.',
  ),
  SECTOR_BAN_HOME_ADAPTATION: message(
    'La prospection pour l’adaptation du logement est interdite par ce moyen.',
    'Prospecting for home adaptation is banned by this means.',
  ),
  SECTOR_BAN_CPF: message(
    'La prospection pour le compte personnel de formation est interdite.',
    'Prospecting for the personal training account (CPF) is banned.',
  ),
  SOURCE_UNLAWFUL: message(
    'La coordonnée a été recueillie de façon illicite.',
    'The contact details were collected unlawfully.',
  ),
  SOURCE_UNPROVEN: message(
    'Le fichier a été acheté sans preuve de son origine.',
    'The file was bought without proof of where it comes from.',
  ),
  RANDOM_DIALING: message('Le numéro a été composé au hasard.', 'The number was dialled at random.'),
  DIRECTORY_ANTI_PROSPECTING: message(
    'La personne a refusé la prospection dans l’annuaire.',
    'The person opted out of prospecting in the directory.',
  ),
  AUDIENCE_UNKNOWN: message(
    'On ne sait pas si c’est un consommateur : la personne est traitée comme tel.',
    'It is not known whether this is a consumer: the person is treated as one.',
  ),
  B2B_PERSONAL_COORDINATE: message(
    'La coordonnée n’est pas professionnelle : les règles des consommateurs s’appliquent.',
    'The contact details are not professional: consumer rules apply.',
  ),
  B2B_SOLE_TRADER_DOUBT: message(
    'Cette ligne peut être celle d’un particulier.',
    'This line may be a private person’s.',
  ),
  BLOCTEL_LISTED: message('Le numéro est inscrit sur Bloctel.', 'The number is on the Bloctel list.'),
  BLOCTEL_NOT_CHECKED: message(
    'Le fichier n’a pas été vérifié auprès de Bloctel depuis 30 jours.',
    'The file has not been checked against Bloctel within 30 days.',
  ),
  BLOCTEL_FILE_SALE_BAN: message(
    'Un fichier qui contient des numéros inscrits sur Bloctel ne se vend pas.',
    'A file with numbers on the Bloctel list may not be sold.',
  ),
  NOT_INFORMED_AT_COLLECTION: message(
    'La personne n’a pas été informée, ou n’a pas pu s’opposer, quand on a recueilli sa coordonnée.',
    'The person was not informed, or could not object, when their details were collected.',
  ),
  B2B_OFFER_NOT_RELEVANT: message(
    'L’offre ne concerne pas le métier de la personne.',
    'The offer does not concern the person’s job.',
  ),
  ART14_NOTICE_MISSING: message(
    'La personne n’est pas informée que ses données viennent d’un tiers.',
    'The person is not told that their data come from someone else.',
  ),
  SOURCE_NOT_DISCLOSED: message(
    'On ne dit pas à la personne d’où viennent ses données.',
    'The person is not told where their data come from.',
  ),
  RETENTION_EXCEEDED: message(
    'Les données sont trop anciennes : plus de trois ans sans contact.',
    'The data are too old: kept longer than the law allows.',
  ),
} satisfies MessagesOf
