import { asserting, asserts, fold } from './wording.ts'

// What a form gives, beside the messages that the box is about.
const BENEFIT =
  "(?:devis|jeu|concours|tirage|lots?|cadeaux?|commande\\w{0,24}|achats?|inscri\\w{0,24}|particip\\w{0,24}|simulation|estimation|resultats?|diagnostic|etude|compte|code promo|bon d'achat|echantillons?|guide|livre blanc|brochure|documentation|dossier|demande|reservation|rendez-vous|continuer|poursuivre|valider|finaliser|terminer|jouer|telecharger|acceder|quote|order|contest|competition|draw|prize|gift|account|checkout|sign up|signing up|register|enter|participate|continue|proceed|download|access|complete|angebot|bestell\\w{0,24}|gewinnspiel|teilnahme|teilnehmen|teilzunehmen|fortfahren|fortzufahren|anmeld\\w{0,24}|konto|gutschein)"
const AGREES =
  "(?:j'accepte|j'autorise|je consens|vous acceptez|vous autorisez|i agree|i accept|i consent|you agree|you accept|(?:willige|stimme|akzeptiere) ich|ich (?:willige|stimme|akzeptiere))"

/** "Pour obtenir mon devis, j'accepte…": the benefit first, then the consent it is given for. */
const IN_RETURN = new RegExp(
  `^(?:pour|afin d|en vue d|to |in order to|for my|um |fur (?:mein|die))[^,.;]{0,60}\\b${BENEFIT}\\b[^.;]{0,40}\\b${AGREES}\\b`,
)
/** "Je participe au jeu et j'accepte…": one tick for both. */
const IN_ONE = new RegExp(
  `^(?:je|i|ich) (?:participe|commande|joue|enter|order|play|take part|nehme|bestelle)\\b[^.;]{0,160}\\b(?:et|and|und) ${AGREES}\\b`,
)
const COMPULSORY =
  '(?:obligatoires?|requise?s?|exigee?s?|indispensables?|imperati\\w{0,24}|mandatory|required|compulsory|obligatory|pflichtfeld|verpflichtend|zwingend|obligatorisch|erforderlich)'
const IS_COMPULSORY = new RegExp(
  `\\b${COMPULSORY}\\b|\\b(?:necessaires?|necessary|notig) (?:pour|a|to|for|fur)[^.;]{0,160}\\b${BENEFIT}\\b|\\bconditions? (?:de|d'|a|pour|of|for|to)[^.;]{0,160}\\b${BENEFIT}\\b|\\bvoraussetzung\\b`,
)
// A question of yes or no may want its answer.
const ANSWER_WANTED =
  /\b(?:reponse|choix|answer|choice|antwort|auswahl)(?: est| is| ist)? (?:obligatoire|requise?|required|mandatory|erforderlich)\b|\b(?:answer|choice) required\b/g

// Something else may be compulsory: what the goods need, say.
const OF_THE_BOX = new RegExp(
  `\\b(?:${BENEFIT}|accord|consentement|cases?|champs?|consent|box|field|feld)\\b`,
)
const isBrief = (clause: string): boolean => clause.trim().split(/\s+/).length <= 4

/** Whether a label makes consent the price of what the form gives (CB-6). */
export const isConditional = (label: string): boolean => {
  const said = fold(label).trim().replaceAll(ANSWER_WANTED, ' ')
  return (
    IN_RETURN.test(said) ||
    IN_ONE.test(said) ||
    asserting(said, IS_COMPULSORY).some((clause) => OF_THE_BOX.test(clause) || isBrief(clause))
  )
}

const SILENCE_IS_YES =
  /\b(?:vaut|valent|vaudra) (?:accord|acceptation|consentement)\b|\brepute\w{0,24} (?:avoir )?(?:accept\w{0,24}|consenti\w{0,24}|donner)|\bdeemed (?:to |as )?(?:have )?(?:accept\w{0,24}|consent\w{0,24})|\bcounts as (?:consent|acceptance)|\bgilt als (?:einwilligung|zustimmung)\b/

const ACT = /coch|\bcase\b|sign|\btick|\bbox\b|ankreuz/

/** Whether a text takes silence, or going on, for a yes (GDPR rec. 32). */
export const takesSilence = (text: string): boolean =>
  asserting(text, SILENCE_IS_YES).some((clause) => !ACT.test(clause))

const CONSENT =
  /\b(?:accord|consentement|cases?|cocher|consent|tick\w{0,24}|box(?:es)?|einwilligung|zustimmung|kastchen)\b/
const LACKING =
  "\\b(?:sans|a defaut d[eu']?|without|ohne) ?(?:(?:de |d'|votre |cet |ce |le |mon |your |this |ihre |diese )*)(?:accord|consentement|cocher|accepter|consentir|consent|ticking|agreeing|einwilligung|zustimmung)\\b"
const NOT_GIVEN =
  "(?:ne (?:sera|seront|pourra|pourront|peut|peuvent|sont)|n'est|n'a|sera refus|(?:est |sera )?(?:impossible|refus)|is not|will not|cannot|wird nicht|ist nicht|nicht moglich)"
const ONLY_THEN = `${BENEFIT}\\b[^.;]{0,60}\\bqu(?:'|e )[^.;]{0,40}\\b(?:accept|coch|consent)`
const WITHOUT = new RegExp(
  `${LACKING}[^.;]{0,60}\\b${BENEFIT}\\b(?: \\w{1,24}){0,2} ${NOT_GIVEN}|${LACKING}[^.;]{0,60}\\b(?:pas|impossible|not|cannot|nicht)\\b(?: (?!et\\b|mais\\b|and\\b|but\\b|und\\b)\\w{1,24}){0,4} ${BENEFIT}\\b|\\b${ONLY_THEN}`,
)

const MUST_CONSENT =
  /\b(?:devez|doit|il faut|must|have to|need to|mussen)(?: \w{1,24}){0,2} (?:cocher|accepter|consentir|tick|accept|agree|consent|ankreuzen|zustimmen|einwilligen)\b/

/** Whether information says that consent must be given to get what the form gives (CB-6). */
export const demandsConsent = (text: string): boolean =>
  asserting(text, IS_COMPULSORY).some((clause) => CONSENT.test(clause)) ||
  asserts(text, MUST_CONSENT) ||
  WITHOUT.test(fold(text))
