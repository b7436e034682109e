import { asserting, asserts, sentences, type Weight } from './wording.ts'

const RENEWAL =
  /tacite\w{0,24}|recondu\w{0,24}|renouvel\w{0,24}|prolong\w{0,24}|proroge\w{0,24}|renew\w{0,24}|roll(?:s|ed)? over|verlanger\w{0,24}|erneuer\w{0,24}/
const ON_ITS_OWN =
  "(?:tacite\\w{0,24}|automati\\w{0,24}|de plein droit|d'office|d'annee en annee|chaque annee|tous les ans|every year|each year|yearly|tacit\\w{0,24}|stillschweigend\\w{0,24}|jahrlich|jedes jahr)"
const RENEWS =
  '(?:reconduc\\w{0,24}|reconduit\\w{0,24}|renouvel\\w{0,24}|prolong\\w{0,24}|proroge\\w{0,24}|renew\\w{0,24}|extended|verlanger\\w{0,24}|erneuer\\w{0,24})'
// Words that may stand between, but for those that deny.
const BETWEEN = '(?:\\s+(?!(?:pas|jamais|ni|sans|not|never|nicht|nie)\\b)\\w{1,24}){0,2}'
const RENEWS_ITSELF = new RegExp(
  `\\b${RENEWS}${BETWEEN}\\s+${ON_ITS_OWN}|\\b${ON_ITS_OWN}${BETWEEN}\\s+${RENEWS}|auto-?renew\\w{0,24}|roll(?:s|ed)? over automatically`,
)
// Where silence decides, what follows happens on its own.
const SILENCE =
  /\bsauf (?:opposition|avis contraire|denonciation|refus|retrait)|a defaut d|en l'absence d|faute d|sans (?:opposition|refus|reponse|reaction|retrait|denonciation|nouvelles)|si vous ne|unless you|if you do not|if you don't|wenn sie nicht|sofern sie nicht|es sei denn/

const ANEW = /nouve(?:l|au|lle) (?:accord|consentement|case)|new consent|neue einwilligung/

// A renewal that someone is asked for does not happen on its own.
const ASKED = /demand|propos|invit|coch|cliqu|vos soins|par vous|\bask|\binvite|\bclick|fragen|bitten/
const AGAIN =
  /\bune (?:nouvelle|autre) (?:annee|periode)\b|\bencore (?:un an|une annee)\b|\b(?:un an|une annee) de plus\b|\banother (?:year|period)\b|\bein weiteres jahr\b/
// What silence ends is not renewed by it.
const ENDS =
  /\bprend(?:ra)? fin\b|\bs'eteint\b|\bexpire|\bcesse|\bcaduc|\blapses?\b|\bends?\b|\bexpires?\b|\bendet\b|\berlischt\b/
const RENEWAL_LACKING = new RegExp(
  `(?:a defaut d[e']|faute d[e']|en l'absence d[e']|sans) ?(?:\\w{1,24} ){0,2}(?:${RENEWAL.source})`,
  'g',
)

const silenceRenews = (sentence: string): boolean => {
  const said = sentence.replaceAll(RENEWAL_LACKING, ' ')
  return (
    SILENCE.test(sentence) &&
    !ENDS.test(sentence) &&
    !ASKED.test(sentence) &&
    (asserts(said, RENEWAL) || asserts(said, AGAIN))
  )
}

/**
 * Whether a text says that a period renews itself, what R223-1 I 3° forbids, or speaks of its renewal otherwise than to
 * say that there is none (NR_PERIOD).
 */
export const weighRenewal = (text: string): Weight => {
  if (
    asserting(text, RENEWS_ITSELF).some((clause) => !ASKED.test(clause)) ||
    sentences(text).some(silenceRenews)
  )
    return 'ERROR'
  return asserting(text, RENEWAL).some((clause) => !ANEW.test(clause)) ? 'WARNING' : null
}
