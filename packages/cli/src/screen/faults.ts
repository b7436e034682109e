import type { Said } from '@constat/verifier'
import { contactFault } from '@constat/verifier'
import type { RecordFault } from './csv/records.ts'

/** What is wrong with a record, and what to do. */
export const RECORD_FAULTS: { readonly [fault in RecordFault]: Said } = {
  'quote-misplaced': {
    fr: 'Du texte suit un guillemet fermant : dans une cellule entre guillemets, doublez ceux du texte.',
    en: 'Text follows a closing quote: write quotes within a quoted cell twice.',
  },
  'quote-open': {
    fr: 'Un guillemet s’ouvre et ne se ferme pas : fermez-le, ou doublez-le.',
    en: 'A quote is opened and never closed: close it, or write it twice.',
  },
  'too-long': {
    fr: 'Cette ligne est bien trop longue : voyez s’il manque une fin de ligne ou un guillemet.',
    en: 'This record is far too long: see whether a line end or a quote is missing.',
  },
  columns: {
    fr: 'Cette ligne n’a pas autant de cellules que la première : voyez si un séparateur se trouve dans une cellule sans guillemets.',
    en: 'This record has not as many cells as the first one: see whether a delimiter stands in a cell without quotes.',
  },
}

const isRecordFault = (rule: string): rule is RecordFault => Object.hasOwn(RECORD_FAULTS, rule)

/** What to do about a line that breaks a rule, where `message` says it in English. */
export const lineFault = (rule: string, message: string): Said =>
  isRecordFault(rule) ? RECORD_FAULTS[rule] : contactFault([{ path: [], rule, message }])
