import { asserting, asserts, gravest, sentences, type Weight } from './wording.ts'

const IS_YES =
  /\b(?:vaut|valent|vaudra) (?:accord|acceptation|consentement)\b|\brepute\w{0,24} (?:avoir )?(?:accept\w{0,24}|consenti\w{0,24}|donner)|\bdeemed (?:to |as )?(?:have )?(?:accept\w{0,24}|consent\w{0,24})|\bcounts as (?:consent|acceptance)|\bgilt als (?:einwilligung|zustimmung)\b/
const PROVERB = /\bqui ne dit mot consent\b/
const ACT =
  /coch|\bcase\b|sign|\bclic|\bcliqu|\boui\b|geste|\bacte\b|\brepon|\bcli?ck|\byes\b|\btick|\bbox\b|ankreuz|\bja\b/
const NO_ACT =
  /silence|absence|defaut|faute d|poursui|continu|navig|envoi|\bfait d|inscription|utilis|going on|submitting|schweig|nutzung|weiter|\brepute|deemed/

/** "En continuant, vous consentez à être appelé": what one does anyway, taken for a yes to contact. */
const GOING_ON =
  /\b(?:en (?:continu|poursuiv|navigu|envoy|soumett)\w{1,6}|en validant (?:ce|le|votre) (?:formulaire|demande|devis)|by (?:continuing|submitting|browsing))\b[^.;]{0,60}\b(?:vous|you) (?:consentez|acceptez|autorisez|consent|agree|accept)\b[^.;]{0,20}\b(?:etre (?:appel|contact|demarch|sollicit)|appels?\b|que nous|calls?\b|called\b|contacted\b|prospection)/
/** The number given, taken for a yes to calls: lawful where she only asks to be called back. */
const GIVING_NUMBER =
  /\ben (?:donnant|laissant|saisissant|renseignant|indiquant|communiquant|fournissant) (?:votre|vos) (?:numero|telephone|coordonnees)[^.;]{0,60}\bvous (?:acceptez|consentez|autorisez)\b(?! (?:[\w']{1,24} ){0,3}rappel)/

/** Whether a text takes silence, or going on, for a yes (GDPR rec. 32). */
export const weighSilence = (text: string): Weight =>
  gravest(
    asserts(text, PROVERB) ? 'ERROR' : null,
    ...sentences(text).flatMap((sentence): readonly Weight[] => {
      if (ACT.test(sentence))
        return asserting(sentence, IS_YES).map((clause) => (ACT.test(clause) ? null : 'WARNING'))
      return [
        GOING_ON.test(sentence) ? 'ERROR' : null,
        GIVING_NUMBER.test(sentence) ? 'WARNING' : null,
        asserts(sentence, IS_YES) ? (NO_ACT.test(sentence) ? 'ERROR' : 'WARNING') : null,
      ]
    }),
  )
