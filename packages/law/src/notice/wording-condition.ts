import {
  NEGATION,
  affirming,
  asserting,
  asserts,
  clauses,
  fold,
  gravest,
  sentences,
  type Weight,
} from './wording.ts'

// What a form gives, beside the messages that the box is about.
const BENEFIT =
  "(?:devis|jeu|concours|tirage|lots?|cadeaux?|commande\\w{0,24}|achats?|inscri\\w{0,24}|particip\\w{0,24}|simulation|estimation|resultats?|diagnostic|etude|compte|code promo|bon d'achat|echantillons?|guide|livre blanc|brochure|documentation|dossier|demande|reservation|rendez-vous|continuer|poursuivre|valider|finaliser|terminer|jouer|telecharger|acceder|quote|order|contest|competition|draw|prize|gift|account|checkout|sign up|signing up|register|enter|participate|continue|proceed|download|access|complete|angebot|bestell\\w{0,24}|gewinnspiel|teilnahme|teilnehmen|teilzunehmen|fortfahren|fortzufahren|anmeld\\w{0,24}|konto|gutschein)"
const OF_BENEFIT = new RegExp(`\\b${BENEFIT}\\b`)
/** The contact itself, or what else nobody may do without consent: no price, whatever hangs on consent. */
const CONTACT =
  /appel|telephon|contact|conseil|demarch|prospect|sollicit|transm|communiqu|partenaire|\btiers\b|\boff(?:re|er)s?\b|publicit|promotion|newsletter|\bcall|\bring\b|partner|third part|anruf|anzuruf|angeruf/
// What can be agreed to beside contact.
const TERMS = /condition|\bcg[uv]s?\b|reglement|charte|politique|majeur|robot|\bterms\b|\bagbs?\b|bedingungen/

const gives = (said: string): boolean => OF_BENEFIT.test(said) && !CONTACT.test(said)

const AGREES =
  "(?:j'accepte|j'autorise|je consens|vous acceptez|vous autorisez|i agree|i accept|i consent|you agree|you accept|(?:willige|stimme|akzeptiere) ich|ich (?:willige|stimme|akzeptiere))"
/** "Pour obtenir mon devis, j'accepte…": the benefit first, then the consent it is given for. */
const IN_RETURN = new RegExp(
  `^(?<lead>(?:pour|afin d|en vue d|en echange d|en contrepartie d|to |in order to|for my|um |fur (?:mein|die))[^,.;]{0,60}\\b${BENEFIT}\\b)[^.;]{0,40}\\b${AGREES}\\b`,
)
/** "Je participe au jeu et j'accepte…": one tick for both. */
const IN_ONE = new RegExp(
  `^(?:je|i|ich) (?:participe|commande|joue|enter|order|play|take part|nehme|bestelle)\\b[^.;]{0,160}\\b(?:et|and|und) ${AGREES}\\b`,
)

const COMPULSORY =
  '(?:obligatoires?|requise?s?|exigee?s?|indispensables?|imperati\\w{0,24}|necessaires?|mandatory|required|compulsory|obligatory|necessary|pflichtfeld|verpflichtend|zwingend|obligatorisch|erforderlich|notig)'
const IS_COMPULSORY = new RegExp(`\\b${COMPULSORY}\\b`)
const BOX = '(?:cases?|coche|tick|box(?:es)?|kastchen)'
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
  if (CONTACT.test(purpose) || / sur /.test(said)) return null
  if (MARKED.test(said)) return null
  const isBox = new RegExp(`^${BOX}$`).test(subject)
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

/** "Sans votre accord, …", "Si vous refusez, …": what is then said to happen. */
const LACKING = new RegExp(
  "(?:\\b(?:sans|a defaut d[eu']?|faute d[eu']?|en l'absence d[eu']?|without|ohne) ?(?:de |d'|votre |cet |ce |le |mon |un |une |your |this |ihre |diese ){0,3}(?:accord|consentement|cocher|accepter|consentir|consent|ticking|agreeing|einwilligung|zustimmung)|\\bsi vous (?:refusez|n'acceptez pas|ne cochez pas|ne consentez pas)|\\ben cas de refus|\\bif you (?:refuse|do not (?:agree|consent|tick))|\\bwenn sie nicht (?:zustimmen|einwilligen))(?: (?:la|cette|the|this) (?:case|box)| de (?:votre|ma) part| expres| prealable| aux appels| d'etre \\w{1,24}| a etre \\w{1,24}| nos appels| les appels){0,2}(?:\\s*[,:]\\s*|\\s+(?=(?:votre|vos|nous|vous|pas|aucun\\w{0,3}|le|la|your|you|no|we|ihr|wird|ist)\\b))(?<outcome>.*)$",
)
const GIVEN =
  '(?:etabli\\w{0,6}|remis\\w{0,2}|remettr\\w{0,4}|traite(?:e?s?|r|rons)|envoye\\w{0,4}|enverrons|delivre\\w{0,4}|fourni\\w{0,4}|adress\\w{0,6}|finalise\\w{0,4}|examine\\w{0,4}|honore\\w{0,4}|prise?s? en compte|possible|particip\\w{0,6}|continuer|poursuivre|valider|finaliser|jouer|telecharger|acceder|commander|obtenir|recevoir|recevrez|beneficier|process\\w{0,4}|deliver\\w{0,4}|given?|sen[dt]|issued?|complete\\w{0,2}|participate|enter|continue|proceed|register|download|access|erstellt|bearbeitet|moglich|teilnehmen|fortfahren|geliefert)'
const NOT_GIVEN = new RegExp(
  `(?:\\bne |\\bn'|\\bnot |\\bcannot |n't |\\bnicht )(?:(?!(?:pour|afin|que|devez|doit|to)\\b|qu')[\\w']{1,24} ){0,5}?${GIVEN}\\b(?! qu)|\\b(?:wird|ist|kann|konnen)\\b[^.;]{0,40}\\bnicht ${GIVEN}\\b`,
)
// Of a denial that denies but a difference.
const NO_WORSE =
  /\bpas moins\b|differ|autrement|\bempech|\bmoins\b|retard|\blent|\bbloqu|\bannul|\brefus|\brejet|\bless\b|later|anders|schlechter/
const HINDERED = new RegExp(
  `\\bimpossibles?\\b(?! qu| d)|\\bimpossible d(?:e |')(?:\\w{1,24} ){0,2}${GIVEN}\\b|\\b(?:refuse|rejete|annule|bloque|abandonne|suspendu)e?s?\\b|\\b(?:rejected|refused|cancelled|unmoglich|storniert|abgelehnt)\\b`,
)
const NONE = new RegExp(`^\\W*(?:pas d[e']|no\\b|kein\\w{0,2}\\b) ?(?:votre |mon )?${BENEFIT}\\W*$`)
// "Aucune commande": none at all, or none of hers.
const NO_SUCH = /\b(?:aucune?|nulle?|kein\w{0,2})\b/
const OUTCOME_ENDS = /\bet\b|\band\b|\bund\b/

const weighOutcome = (clause: string): Weight => {
  if (!gives(clause)) return null
  if (NONE.test(clause) || asserts(clause, HINDERED)) return 'ERROR'
  if (!NOT_GIVEN.test(clause) || NO_WORSE.test(clause)) return null
  return NO_SUCH.test(clause) ? 'WARNING' : 'ERROR'
}

const weighConsequences = (text: string): Weight =>
  gravest(
    ...sentences(text).flatMap((sentence) =>
      clauses(LACKING.exec(sentence)?.groups?.['outcome'] ?? '')
        .flatMap((clause) => clause.split(OUTCOME_ENDS))
        .map(weighOutcome),
    ),
  )

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

// A question of yes or no may want its answer.
const ANSWER_WANTED =
  /\b(?:reponse|choix|answer|choice|antwort|auswahl)(?: est| is| ist)? (?:obligatoire|requise?|required|mandatory|erforderlich)\b|\b(?:answer|choice) required\b/g
const ASIDE = `(?:^|[:(,–—])\\s*(?:c'est |est |is )?`
const ALONE = new RegExp(
  `^\\W*(?:c'est |est |is )?(?:(?:cette |la |this |the )?(?:case|champ|box|field|feld) (?:est |is )?)?${COMPULSORY}\\W*$`,
)
/** "(obligatoire pour participer)": said aside, of the box; after a comma, it may be said of the goods. */
const ASIDE_FOR_BENEFIT = new RegExp(
  `(?<aside>${ASIDE})(?:obligatoire|requis|exige|indispensable|necessaire|conditions?|mandatory|required|compulsory|necessary|erforderlich|voraussetzung)\\b (?<purpose>(?:de|d'|a|pour|of|for|to|fur|zu[rm]?)\\b[^.;,)]{0,100})`,
)

const weighAside = (sentence: string): Weight => {
  const { aside, purpose } = ASIDE_FOR_BENEFIT.exec(sentence)?.groups ?? {}
  if (aside === undefined || purpose === undefined || !gives(purpose)) return null
  return aside.includes(',') ? 'WARNING' : 'ERROR'
}

/** Whether a label makes consent the price of what the form gives (CB-6). */
export const weighLabelDemand = (label: string): Weight => {
  const said = fold(label).trim().replaceAll(ANSWER_WANTED, ' ')
  const lead = IN_RETURN.exec(said)?.groups?.['lead']
  const inReturn = lead !== undefined && !CONTACT.test(lead)
  return gravest(
    inReturn || IN_ONE.test(said) || asserting(said, IS_COMPULSORY).some((clause) => ALONE.test(clause))
      ? 'ERROR'
      : null,
    ...sentences(said).map(weighAside),
    weighDemand(said),
  )
}
