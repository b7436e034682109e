/** What a form gives, beside the messages that the box is about: the source of a pattern. */
export const BENEFIT =
  "(?:devis|jeu|concours|tirage|lots?|cadeaux?|commande\\w{0,24}|achats?|inscri\\w{0,24}|particip\\w{0,24}|simulation|estimation|resultats?|diagnostic|etude|compte|code promo|bon d'achat|echantillons?|guide|livre blanc|brochure|documentation|dossier|demande|reservation|rendez-vous|continuer|poursuivre|valider|finaliser|terminer|jouer|telecharger|acceder|quote|order|contest|competition|draw|prize|gift|account|checkout|sign up|signing up|register|enter|participate|continue|proceed|download|access|complete|angebot|bestell\\w{0,24}|gewinnspiel|teilnahme|teilnehmen|teilzunehmen|fortfahren|fortzufahren|anmeld\\w{0,24}|konto|gutschein)"
export const OF_BENEFIT = new RegExp(`\\b${BENEFIT}\\b`)
/** The contact itself, or what else nobody may do without consent: no price, whatever hangs on consent. */
export const CONTACT =
  /appel|telephon|contact|conseil|demarch|prospect|sollicit|transm|communiqu|partenaire|\btiers\b|\boff(?:re|er)s?\b|publicit|promotion|newsletter|\bcall|\bring\b|partner|third part|anruf|anzuruf|angeruf/

/** Whether a clause speaks of what the form gives, and of no contact. */
export const gives = (said: string): boolean => OF_BENEFIT.test(said) && !CONTACT.test(said)
