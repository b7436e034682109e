import { asserts, clauses, gravest, sentences, type Weight } from './wording.ts'
import { BENEFIT, gives } from './wording-benefit.ts'

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

/** Whether a text says that what the form gives is withheld from whoever does not consent (CB-6). */
export const weighConsequences = (text: string): Weight =>
  gravest(
    ...sentences(text).flatMap((sentence) =>
      clauses(LACKING.exec(sentence)?.groups?.['outcome'] ?? '')
        .flatMap((clause) => clause.split(OUTCOME_ENDS))
        .map(weighOutcome),
    ),
  )
