import { NEGATION, affirming, asserts, fold, gravest, sentences, type Weight } from './wording.ts'
import { durations } from './wording-duration.ts'

const GIVEN_CONSENT = '(?:votre|ce|cet|mon|son|le) (?:choix|accord|consentement|decision)(?! d)'
const LATER = "qu'(?:apres|au bout|a l'issue|au terme|a compter)\\b"
const AGREEING = '(?:accept\\w{0,12}|consen\\w{0,12}|autoris\\w{0,12}|accord)'

/** What says outright that consent cannot be withdrawn, each alternative for one construction. */
const IMPOSSIBLE = new RegExp(
  [
    'irrevocabl\\w{0,24}|unwiderruflich\\w{0,24}',
    '(?:retrait|revocation|withdrawal)(?: \\w{1,24}){0,2} (?:impossible|not possible)',
    `impossible de (?:(?:le |la |l')?(?:retirer|revoquer)\\b(?! (?:les|des|un))|revenir (?:en arriere|sur ${GIVEN_CONSENT}))`,
    "(?<!\\b(?:nous|tiers|personne) )\\bne (?:peu\\w{1,24}|pou\\w{1,24}|saur\\w{1,24})(?: pas| plus| jamais)?(?: etre| le| la| les)?(?: \\w{1,24}ent)? (?:retir|revoqu)\\w{0,24}\\b(?! (?:\\w{1,24} ){0,2}qu[e'])",
    `\\bne (?:pou\\w{1,24}|saur\\w{1,24})(?: pas| plus| jamais)? revenir sur ${GIVEN_CONSENT}`,
    '(?:accord|consentement)\\b[^.;,]{0,30}\\bne (?:peut|pourra|saurait)(?: pas| plus| jamais)? etre (?:repris|retracte|annule)\\b(?! par)',
    "aucune? (?:retrait|revocation) (?:n'est|ne sera|n'en est) (?:plus )?(?:possible|admise?|acceptee?)\\b(?=\\W*$| (?:avant|pendant|durant|apres|ensuite))",
    "(?:retrait|revocation)(?: (?:du|de|de l'|de votre) ?(?:consentement|accord))? (?:n'est|ne sera) (?:pas|plus) (?:possible|admise?|acceptee?)\\b(?=\\W*$| (?:avant|pendant|durant|apres|ensuite))",
    '(?:sans (?:possibilite|faculte) de|aucune? (?:possibilite de)?|pas de(?: possibilite de)?) ?(?:retrait|revocation|retractation|retour en arriere)\\b',
    "renonce\\w{0,24} (?:[\\w']{1,24} ){0,4}(?:retrait|retirer|revoquer|withdraw|d'opposition|m'(?:y )?opposer|vous (?:y )?opposer)|waives? (?:\\w{1,24} ){0,4}withdraw\\w{0,24}",
    `(?:retrait|revocation)\\b[^.;]{0,80}\\b(?:possible|permise?|admise?|peut|pourra)\\b[^.;]{0,40}\\b${LATER}`,
    `\\bne (?:peu\\w{1,24}|pou\\w{1,24}) (?:\\w{1,24} ){0,2}(?:retir|revoqu)\\w{0,24}\\b[^.;]{0,60}\\b${LATER}`,
    'withdraw\\w{0,6}(?: \\w{1,24}){0,2} only after\\b|only (?:withdraw|be withdrawn|revoke|be revoked) after\\b',
    '\\b(?:widerruf|widerrufen|zuruckziehen)\\b(?:(?!\\bwir(?:kt|ksam)\\b)[^.;]){0,60}\\berst nach\\b|\\berst nach\\b[^.;]{0,60}\\b(?:widerruf|widerrufen|zuruckziehen)\\b',
    '(?:accord|consentement) est (?:donne )?definiti(?:f|vement)\\b|(?:accord|consentement) (?:donne )?definitif\\W*$',
    '(?:consent|agreement|choice)\\b[^.;]{0,20}\\b(?:cannot|can not) be undone\\b',
    "(?:cannot|can't|can not|may not)(?: later| then)?(?: be)? (?:withdraw|withdrawn|revoke|revoked)\\b|no (?:right of )?withdrawal\\b",
    '\\bnicht (?:mehr )?(?:widerrufen|zuruckgezogen|zuruckgenommen)|(?:widerruf|rucknahme)(?: \\w{1,24}){0,2} (?:nicht moglich|ausgeschlossen|unmoglich)',
  ].join('|'),
)
/** "J'accepte, à titre définitif": of the act of consenting, not of what follows a withdrawal. */
const FOR_GOOD = new RegExp(`\\b${AGREEING}[ ,]+(?:(?:est )?donne,? )?a titre definitif\\b`)
const ONCE = /\bune fois pour toutes\b(?! (?:les|nos|vos|ses))|\bonce and for all\b|\bein fur alle ?mal\b/
const ONLY_LATER =
  /\b(?:pouvez|pourrez|peux|pourrai|may|can)\b[^.;]{0,40}\b(?:retir|revoqu|withdraw|revoke)\w{0,6}\b(?:(?!\ba tout moment\b|\bmeme\b|\by compris\b|\bany time\b|\beven\b)[^.;]){0,40}\b(?:apres|au bout d|a l'issue d|a partir d|after)/

/** Whether a text says that a consent cannot be withdrawn, or not yet (GDPR art. 7(3)). */
export const weighIrrevocability = (text: string): Weight =>
  gravest(
    asserts(text, IMPOSSIBLE) ||
      sentences(text).some((sentence) => FOR_GOOD.test(sentence) && !NEGATION.test(sentence))
      ? 'ERROR'
      : null,
    asserts(text, ONCE) || affirming(text, ONLY_LATER).some((clause) => durations(clause).length > 0)
      ? 'WARNING'
      : null,
  )

const BY_LETTER =
  /\b(?:lettre|courrier(?! electronique)|recommande\w{0,24}|letter|by post|registered|brief|einschreiben|per post)\b/
const BY_EASY_MEANS =
  /\b(?:en ligne|lien|liens|e-?mails?|mails?|courriels?|appels?|telephone|sms|stop|bouton|page|site|online|link|links|call|phone|click|anruf|telefon|formulaire|form)\b|courrier electronique|@|desinscri|unsubscribe/
const BY_PROVING =
  /(?:creer|creant|creation d') ?(?:un )?compte|piece d'identite|carte d'identite|justificatif d'identite|create an account|proof of identity|identity card|konto (?:anlegen|erstellen)|personalausweis/

/** Whether a text asks for an account or for papers. */
export const asksForPapers = (text: string): boolean => asserts(text, BY_PROVING)

/** Whether withdrawing may be harder than consenting was: a letter only, an account to open, papers to show. */
export const isLaborious = (text: string): boolean => {
  const said = fold(text)
  return (BY_LETTER.test(said) && !BY_EASY_MEANS.test(said)) || asksForPapers(text)
}

const NO_PROOF =
  /\b(?:aucune? (?:preuve|copie|justificatif)|pas de (?:preuve|copie)) (?:ne (?:vous )?(?:est|sera)|n'est|ne peut (?:vous )?etre) (?:remise?|fournie?|delivree?|envoyee?|communiquee?|adressee?|donnee?)\W*$|\bno (?:proof|copy) is (?:given|provided|sent)\W*$/

/** Whether a text says that no proof is given of a consent (C. conso. R223-2). */
export const deniesProof = (text: string): boolean =>
  sentences(text).some((sentence) => NO_PROOF.test(sentence))
