import { message, type MessagesOf } from './message.ts'

/** What a consent, a contract or another ground lacks. */
export const MESSAGES_OF_BASIS = {
  CALLBACK_UNPROVEN: message(
    'Rien ne prouve que la personne a demandé à être rappelée.',
    'Nothing proves that the person asked to be called back.',
  ),
  CALLBACK_SCOPE_EXCEEDED: message(
    'L’appel dépasse ce que la personne a demandé.',
    'The call goes beyond what the person asked for.',
  ),
  CALLBACK_WINDOW_EXPIRED: message(
    'Le délai pour rappeler est passé.',
    'The time for calling back has passed.',
  ),
  LAW_DOUBTFUL: message(
    'Le droit est incertain sur ce point : demandez un avis juridique.',
    'The law is doubtful here: ask for legal advice.',
  ),
  NO_CONSENT: message('La personne n’a pas donné son accord.', 'The person has not agreed.'),
  CONSENT_PRETICKED: message('La case était cochée d’avance.', 'The box was ticked in advance.'),
  CONSENT_NO_POSITIVE_ACT: message(
    'La personne n’a rien fait pour donner son accord.',
    'The person did nothing to agree.',
  ),
  CONSENT_NOT_GRANULAR: message(
    'Une seule case demande plusieurs accords.',
    'One box asks for several consents.',
  ),
  CONSENT_BUNDLED_TERMS: message(
    'L’accord est mêlé aux conditions générales.',
    'The consent is mixed with the terms and conditions.',
  ),
  CONSENT_CONDITIONAL: message(
    'L’accord n’est pas libre : il conditionne autre chose.',
    'The consent is not free: something else depends on it.',
  ),
  CONSENT_DECEPTIVE_DESIGN: message('La présentation a trompé la personne.', 'The design misled the person.'),
  CONSENT_WRONG_CHANNEL: message(
    'L’accord ne vaut pas pour ce moyen de contact.',
    'The consent is not for this means of contact.',
  ),
  CONSENT_RECIPIENT_UNNAMED: message(
    'L’accord ne nomme pas les entreprises qui contactent.',
    'The consent does not name the companies that contact.',
  ),
  CONSENT_WRONG_ADVERTISER: message(
    'L’accord ne nomme pas cette entreprise.',
    'The consent does not name this company.',
  ),
  CONSENT_WRONG_PURPOSE: message(
    'L’accord ne porte pas sur ces produits ou services.',
    'The consent is not for these goods or services.',
  ),
  CONSENT_INFO_INCOMPLETE: message(
    'La personne n’a pas reçu toutes les informations obligatoires.',
    'The person was not given all mandatory information.',
  ),
  CONSENT_NOT_YET_GIVEN: message('L’accord n’était pas encore donné.', 'The consent had not yet been given.'),
  CONSENT_WITHDRAWN: message('La personne a retiré son accord.', 'The person has withdrawn consent.'),
  CONSENT_EXPIRED: message('L’accord n’est plus valable.', 'The consent has run out.'),
  CONSENT_MINOR_UNDER_15: message(
    'La personne a moins de 15 ans et ses parents n’ont pas donné leur accord avec elle.',
    'The person is under 15 and no parent agreed with them.',
  ),
  CONSENT_PROOF_MISSING: message('L’accord ne peut pas être prouvé.', 'The consent cannot be proved.'),
  SOFT_OPT_IN_NO_SALE: message(
    'La personne n’est pas cliente : aucune vente, aucun service.',
    'Not a customer: there was no sale or service.',
  ),
  SOFT_OPT_IN_NOT_ANALOGOUS: message(
    'L’offre est trop différente de ce que le client a acheté.',
    'The offer is too unlike what the customer bought.',
  ),
  SOFT_OPT_IN_NO_OPTOUT_AT_COLLECTION: message(
    'Le client n’a pas pu s’opposer quand il a donné sa coordonnée.',
    'The customer could not object when giving their details.',
  ),
  SOFT_OPT_IN_OTHER_ENTITY: message(
    'La personne est cliente d’une autre société.',
    'The person is a customer of another company.',
  ),
  SOFT_OPT_IN_CHANNEL_DOUBT: message(
    'Il est douteux qu’on puisse contacter un client sans accord par ce moyen.',
    'It is doubtful that a customer may be contacted by this means without consent.',
  ),
  CONTRACT_ENDED: message('Le contrat est terminé.', 'The contract has ended.'),
  CONTRACT_UNRELATED_OFFER: message(
    'L’offre n’a pas de rapport avec le contrat en cours.',
    'The offer does not relate to the running contract.',
  ),
} satisfies MessagesOf
