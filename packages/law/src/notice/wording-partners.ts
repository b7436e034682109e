import { affirming, asserts, fold, gravest, LEGAL_FORM, type Weight } from './wording.ts'

const OWN = '(?:ses|nos|leurs|certains|its|their|our|selected|unsere[nr]?|seine[nr]?|ihre[nr]?)'
const ANY = "(?:les|des|the|die|den|d'autres|other)"
const PARTNERS =
  '(?:partenaires|tiers|filiales|partners|third parties|subsidiaries|affiliates|partnern?|dritten?|tochtergesellschaften)'
const CHOSEN =
  '(?:societes?|entreprises?|organismes?|companies) (?:(?:du|de (?:son|notre|leur)) groupe|de (?:son|notre|leur) choix|of (?:its|our|their) (?:choice|group))'
/** A word for partners, none of whom it names. */
const SOME = `(?:${OWN} (?:\\w{1,24} )?${PARTNERS}|${ANY} ${PARTNERS}|(?:les |des |la |une |toutes? (?:les |autre )?|the |any )?(?:${CHOSEN}|group companies))\\b`
const AND = '(?:,? (?:et|ou|ainsi que|comme|and|or|und|oder),? )'
const OF = "(?:(?:a |par |avec )?(?:l'une? |certains |plusieurs ))?(?:de |d'|a |par |from |of |by |von )?"

/** Handed over, or the ones who contact: no reader takes them for anything but recipients. */
const RECEIVING = new RegExp(
  `\\b(?:transm\\w{1,9}|communiqu\\w{1,5}|partag\\w{1,5}|ced\\w{1,4}|share[sd]?|pass(?:es)?|forwards?|weiter\\w{1,9})\\b[^.;]{0,60}\\b(?:(?:a|avec|to|with|an|mit) ${SOME}|aux ${PARTNERS}\\b)|\\b(?:appele|contacte|demarche|sollicite|called|contacted|angerufen)e?s?(?: \\w{1,24}){0,3} (?:par|by|von) ${SOME}|\\b(?:que|that) ${SOME}[^.;]{0,60} (?:m'|me\\b|nous |call|contact)|\\bgroup companies\\b`,
)
/** Of whom messages come: possibly their goods, or messages that the advertiser sends for them. */
const MESSAGES_OF = new RegExp(
  `${AND}${OF}${SOME}|\\b(?:offres|publicites|e-?mails?|courriels|sms|appels|messages|newsletters|offers|calls|messages)(?: \\w{1,24}){0,3} (?:de |des |from |of |von )${SOME}`,
)

const escaped = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whether a label lets partners in by a word for all of them (CB-4), beside this advertiser. */
export const weighPartners = (label: string, advertiser: string): Weight => {
  // Beside whom it names to contact the person, they contact her too.
  const name = escaped(fold(advertiser).replace(LEGAL_FORM, ''))
  const beside = new RegExp(`(?:${name}|\\bil|\\belle|\\bnous)${AND}${OF}${SOME}`)
  return gravest(
    affirming(label, RECEIVING).length > 0 || asserts(label, beside) ? 'ERROR' : null,
    affirming(label, MESSAGES_OF).length > 0 ? 'WARNING' : null,
  )
}
