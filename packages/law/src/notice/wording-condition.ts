import { NEGATION, affirming, asserting, gravest, sentences, type Weight } from './wording.ts'
import { BENEFIT, CONTACT, gives, OF_BENEFIT } from './wording-benefit.ts'
import { weighConsequences } from './wording-consequence.ts'

// What can be agreed to beside contact.
const TERMS = /condition|\bcg[uv]s?\b|reglement|charte|politique|majeur|robot|\bterms\b|\bagbs?\b|bedingungen/

/** The source of a pattern. */
export const COMPULSORY =
  '(?:obligatoires?|requise?s?|exigee?s?|indispensables?|imperati\\w{0,24}|necessaires?|mandatory|required|compulsory|obligatory|necessary|pflichtfeld|verpflichtend|zwingend|obligatorisch|erforderlich|notig)'
export const IS_COMPULSORY = new RegExp(`\\b${COMPULSORY}\\b`)
const BOX = '(?:cases?|coche|tick|box(?:es)?|kastchen)'
const IS_BOX = new RegExp(`^${BOX}$`)
const CONSENT = `(?:${BOX}|accord|consentement|consent|einwilligung|zustimmung)`
const DETERMINERS =
  "(?:votre |mon |notre |le |la |les |l'|cet |cette |ce |ces |un |une |toutes |tous |chaque |your |my |the |this |a |ihre |meine |die |das |diese |eine ){0,3}"
/** What is said of a consent or its box by a clause that begins with it. */
const OF_CONSENT = new RegExp(
  `^\\W*(?:et |and |und )?${DETERMINERS}(?<subject>${CONSENT})\\b(?<said>[^.;]{0,80}?)\\b${COMPULSORY}\\b(?<purpose>.*)$`,
)
const FOR_BENEFIT = new RegExp(`\\b(?:fur|zu[rm]?|pour)\\b[^.;]{0,40}\\b${BENEFIT}\\b`)

// "Les cases marquées d'une étoile": fields of a form are called so too.
const MARKED = /marque|signal|etoile|asterisque|\*/
/** The box of consent, not one that something else is written in. */
const ITSELF =
  /^ (?:d'accord|de consentement|du consentement|d'appels?|des appels|relatives? aux appels) (?:est|sont)\b/

/** "Votre accord est obligatoire pour…": whose price is consent. */
const weighCompulsory = (clause: string): Weight => {
  const { subject, said, purpose } = OF_CONSENT.exec(clause)?.groups ?? {}
  if (subject === undefined || said === undefined || purpose === undefined) return null
  if (CONTACT.test(purpose) || / sur /.test(said) || MARKED.test(said)) return null
  const isBox = IS_BOX.test(subject)
  if (isBox && !ITSELF.test(said)) return 'WARNING'
  const isPrice = gives(purpose) || FOR_BENEFIT.test(said) || (isBox && !/\w/.test(purpose))
  return isPrice ? 'ERROR' : 'WARNING'
}

const IS_CONDITION = new RegExp(
  `\\b${CONSENT}\\b[^.;]{0,40}\\b(?:conditionn\\w{0,12}|(?:est|sont|constitue\\w{0,4}|is|ist)\\b[^.;]{0,20}\\b(?:conditions?|prealable|voraussetzung))\\b`,
)
const CONDITIONED =
  /\b(?:conditionne|subordonne)e?s? (?:a|par) (?:votre |mon |un |l')?(?:accord|consentement)(?=\W*$| aux appels| d'etre| a etre)/

const weighCondition = (text: string): Weight =>
  affirming(text, IS_CONDITION).some(gives) ||
  affirming(text, CONDITIONED).some((clause) => OF_BENEFIT.test(clause))
    ? 'ERROR'
    : null

const MUST =
  "(?:(?:devez|dois|doit|doivent|il faut|must|have to|need to|mussen)(?: \\w{1,24}){0,3} |(?:obligatoire|necessaire|indispensable) (?:de |d'))(?:cocher|accepter|consentir|tick|accept|agree|consent|ankreuzen|zustimmen|einwilligen)\\b"
const TO_CONTACT =
  "(?: (?:la|cette|les|toutes les|ces|the|this) (?:cases?|box(?:es)?)(?: ci-\\w{1,12})?| d'etre \\w{1,24}| (?:a )?(?:nos|les|vos|ces) appels| to (?:be \\w{1,24}|calls|our calls))?"
const MUST_CONSENT = new RegExp(`\\b${MUST}`)
const MUST_FOR_BENEFIT = new RegExp(
  `\\b${MUST}${TO_CONTACT} (?:pour|afin d|to\\b|in order)[^.;]{0,40}\\b${BENEFIT}\\b`,
)
const FOR_BENEFIT_MUST = new RegExp(
  `^\\W*(?<lead>(?:pour|afin d|to |in order to|um )[^,.;]{0,60}\\b${BENEFIT}\\b)[^,.;]{0,40}, ?(?:\\w{1,24} ){0,2}${MUST}${TO_CONTACT}\\W*$`,
)
const MUST_BE_TICKED =
  /\b(?:cases?|box(?:es)?|kastchen)\b[^.;,]{0,30}(?:\b(?:doi|doiv)e?n?t (?:\w{1,24} )?etre (?:\w{1,24} )?coch|\b(?:est|sont|reste|restent) (?:\w{1,24} )?a cocher\b|\bmust be ticked\b|\bangekreuzt werden\b)/
const FREELY =
  /\boui ou non\b|\bou «? ?non\b|\bune (?:case|reponse)\b|\b(?:seulement|uniquement|librement|only|nur)\b|\bpour (?:etre|que|recevoir (?:nos|des|les))\b/

const weighDuty = (text: string): Weight =>
  gravest(
    ...sentences(text).map((sentence): Weight => {
      const lead = FOR_BENEFIT_MUST.exec(sentence)?.groups?.['lead']
      return lead !== undefined && !CONTACT.test(lead) && !NEGATION.test(sentence) ? 'ERROR' : null
    }),
    ...affirming(text, MUST_CONSENT).map((clause): Weight => {
      if (MUST_FOR_BENEFIT.test(clause)) return 'ERROR'
      return FREELY.test(clause) || TERMS.test(clause) || / (?:le|ce|votre|mon) devis/.test(clause)
        ? null
        : 'WARNING'
    }),
    ...affirming(text, MUST_BE_TICKED).map((clause): Weight => {
      if (TERMS.test(clause) || FREELY.test(clause)) return null
      const isConsent = /\btoutes les cases\b|\bcette case\b|\baccord\b|\bconsent/.test(clause)
      return isConsent && gives(clause) ? 'ERROR' : 'WARNING'
    }),
  )

const CONSENTING =
  "(?:accept\\w{0,12}|coch\\w{0,12}|consent\\w{0,12})\\b(?=\\W*$| d'etre| que | nos | les appels| (?:la|cette) case| a etre)"
const THOSE = '(?:ceux|celles|personnes|clients|visiteurs|internautes|participants|those|people|customers)'
/** "Cochez la case pour recevoir…", "le jeu suppose votre accord": possibly a condition. */
const MAYBE_CONDITION = new RegExp(
  `^\\W*(?:cochez|tick) (?:la|cette|the|this) (?:case|box) (?:pour|afin d|to)\\b[^.;]{0,40}\\b${BENEFIT}\\b|\\b${BENEFIT}\\b[^.;]{0,30}\\b(?:suppose|exige|requiert|necessite|requires) (?:votre |un |l'|your )?(?:accord|consentement|consent)(?! sur)`,
)

/** "Le devis n'est remis qu'à ceux qui…": no restriction where the same clause says "ne… pas… que". */
const ONLY_TO = new RegExp(
  `\\b${BENEFIT}\\b[^.;,]{0,30}(?:\\bne |\\bn')(?:(?!\\b(?:pas|jamais|point|aucun\\w{0,3}|rien|ni)\\b)[^.;,]){0,40}\\bqu(?:'|e )(?:(?:aux?|a) ${THOSE}[^.;,]{0,20}|(?:si|lorsque|quand) (?:vous|il|elle)(?: avez| ayez)? )${CONSENTING}`,
)
/** "Le devis est réservé à ceux qui…" */
const RESERVED = new RegExp(
  `\\b${BENEFIT}\\b[^.;,]{0,40}\\b(?:reserve\\w{0,3}|limite\\w{0,3}|reserved|open|given|only)\\b[^.;,]{0,10} (?:a|aux|to|for) ${THOSE}[^.;,]{0,20}${CONSENTING}`,
)
const EITHER_WAY = /\bou (?:non|pas)\b|\bor not\b|\boder nicht\b/

const weighRestriction = (text: string): Weight =>
  sentences(text).some((sentence) => ONLY_TO.test(sentence) && !EITHER_WAY.test(sentence)) ||
  affirming(text, RESERVED).length > 0
    ? 'ERROR'
    : null

// What some box is excepted from may leave the one of consent free.
const EXCEPT = /\b(?:sauf|hormis|excepte|a l'exception|hors|except|ausser)\b/

/** Whether a text says that consent must be given to get what the form gives (CB-6). */
export const weighDemand = (text: string): Weight => {
  const unqualified = sentences(text)
    .filter((sentence) => !EXCEPT.test(sentence))
    .join('. ')
  return gravest(
    ...asserting(unqualified, IS_COMPULSORY).map(weighCompulsory),
    weighDuty(unqualified),
    weighCondition(text),
    weighRestriction(text),
    weighConsequences(text),
    affirming(text, MAYBE_CONDITION).some((clause) => !CONTACT.test(clause)) ? 'WARNING' : null,
  )
}
