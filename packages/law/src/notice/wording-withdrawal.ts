import { asserts, fold } from './wording.ts'

const IMPOSSIBLE =
  /irrevocabl\w{0,24}|unwiderruflich\w{0,24}|(?:retrait|revocation|withdrawal)(?: \w{1,24}){0,2} (?:impossible|not possible)|impossible de (?:le |la |les |l')?(?:retirer|revoquer|revenir)|\bne (?:peu\w{1,24}|pou\w{1,24}|saur\w{1,24})(?: pas| plus| jamais)?(?: etre| le| la| les)?(?: \w{1,24}ent)? (?:retir|revoqu)\w{0,24}\b(?! (?:\w{1,24} ){0,2}qu[e'])|(?:sans (?:possibilite|faculte) de|aucune? (?:possibilite de)?|pas de(?: possibilite de)?) ?(?:retrait|revocation|retractation|retour en arriere)\b|a titre definitif|renonce\w{0,24} (?:\w{1,24} ){0,4}(?:retrait|retirer|revoquer|withdraw)|waives? (?:\w{1,24} ){0,4}withdraw\w{0,24}|(?:retrait|retir\w{1,24}|revoqu\w{1,24})[^.;]{0,160}\bqu'(?:apres|a l'issue|au terme|a compter)\b|withdraw\w{0,6}(?: \w{1,24}){0,2} only after\b|only (?:withdraw|be withdrawn|revoke|be revoked) after\b|\berst nach\b|(?:accord|consentement)(?: est)?(?: donne)? (?:definitif|definitivement)\b|(?:cannot|can't|can not|may not)(?: later| then)?(?: be)? (?:withdraw|withdrawn|revoke|revoked|undone)\b|no (?:right of )?withdrawal\b|\bnicht (?:mehr )?(?:widerrufen|zuruckgezogen|zuruckgenommen)|(?:widerruf|rucknahme)(?: \w{1,24}){0,2} (?:nicht moglich|ausgeschlossen|unmoglich)/

/** Whether a text says that a consent cannot be withdrawn (GDPR art. 7(3)). */
export const isIrrevocable = (text: string): boolean => asserts(text, IMPOSSIBLE)

const FREE =
  /free of charge|at no (?:cost|charge)|without charge|sans (?:aucun )?frais|aucuns? frais|kostenlos\w{0,24}|kostenfrei\w{0,24}|gebuhrenfrei\w{0,24}|\b0(?:[.,]00?)? ?(?:€|eur)/g
const PAID =
  /\bpayante?s?\b|frais (?:de |d')(?:retrait|dossier|gestion|traitement|resiliation|service)|(?:moyennant|contre|avec) (?:des )?frais\b|\bsurtax\w{0,24}|\b(?:est|sont|sera|seront|etre) facture\w{0,24}|\bfees?\b|charges? (?:apply|applies|of)|\bis charged\b|kostenpflichtig\w{0,24}|\bgebuhr\w{0,24}/
const AMOUNT = /\d ?(?:€|eur\b|euros?\b|centimes?\b)|€ ?\d/

const unpaid = (text: string): string => fold(text).replaceAll(FREE, ' ')

/** Whether a text says that withdrawing has its price. */
export const isPaid = (text: string): boolean => asserts(unpaid(text), PAID)

/** Whether it names an amount, which may be one. */
export const namesAnAmount = (text: string): boolean =>
  AMOUNT.test(unpaid(text)) && !/\bcapital\b/.test(fold(text))

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
