import { normalizeContact } from '@constat/core/contact'
import type { ContactKind } from '@constat/core/vocabulary'
import type { Layout } from './layout.ts'

/** The column of contacts, and who said so. */
export type ChosenColumn = {
  /** From 0. */
  readonly index: number
  /** As the header has it; its number where there is none. */
  readonly name: string
  readonly by: 'OPTION' | 'NAME' | 'CONTENT'
}

/** Why there is no column: none of that name, none that holds contacts, or several that do. */
export type NoColumn = {
  readonly fault: 'unknown' | 'none' | 'several'
  readonly names: readonly string[]
}

const WORDS: { readonly [kind in ContactKind]: RegExp } = {
  phone:
    /^(?:(?:no|num|numero)?(?:de)?(?:tel|telephone|phone|mobile|portable|gsm|msisdn|cell|fixe|landline)(?:no|num|numero|number|mobile|portable|fixe|domicile|bureau|pro|perso)?\d?|(?:mobile|cell|home|work)phone(?:number)?)$/,
  email: /^(?:(?:adresse)?(?:e?mail|courriel|mel)(?:address)?\d?|adresseelectronique)$/,
}

// Numbers of many kinds are called that.
const WEAK: { readonly [kind in ContactKind]: RegExp } = { phone: /^numero$/, email: /(?!)/ }

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')

// Of the cells that hold something, most must be contacts.
const MOST = 0.6

const holdsContacts = ({ sample }: Layout, index: number, kinds: readonly ContactKind[]): boolean => {
  const cells = sample.flatMap((row) => row[index] || [])
  const read = cells.filter((cell) => kinds.some((kind) => normalizeContact(kind, cell).ok)).length
  return cells.length > 0 && read / cells.length >= MOST
}

/**
 * Chooses the column of contacts: the one that was asked for by name or number, else the one that holds contacts by its
 * content, of several the one whose name says so.
 */
export const chooseColumn = (
  layout: Layout,
  kinds: readonly ContactKind[],
  asked: string | undefined,
): ChosenColumn | NoColumn => {
  const { header, columns } = layout
  const names = Array.from({ length: columns }, (_, index) => header?.[index] || String(index + 1))
  const nameOf = (index: number): string => names[index] ?? ''
  if (asked !== undefined) {
    const exact = names.indexOf(asked)
    const alike = names.flatMap((name, index) =>
      plain(name) === plain(asked) && plain(asked) !== '' ? [index] : [],
    )
    const number = /^\d{1,4}$/.test(asked) ? Number(asked) - 1 : -1
    const index = exact !== -1 ? exact : alike.length === 1 ? (alike[0] ?? -1) : number
    return index >= 0 && index < columns
      ? { index, name: nameOf(index), by: 'OPTION' }
      : { fault: 'unknown', names }
  }
  const indexes = names.map((_, index) => index)
  const namedBy = (words: typeof WORDS): readonly number[] =>
    indexes.filter((index) => kinds.some((kind) => header?.[index] && words[kind].test(plain(nameOf(index)))))
  const named = namedBy(WORDS)
  const holding = indexes.filter((index) => holdsContacts(layout, index, kinds))
  const both = holding.filter((index) => named.includes(index))
  const [index, another] = both.length > 0 ? both : holding
  if (another !== undefined)
    return { fault: 'several', names: (both.length > 0 ? both : holding).map(nameOf) }
  if (index !== undefined) return { index, name: nameOf(index), by: both.length > 0 ? 'NAME' : 'CONTENT' }
  const [only, more] = named.length > 0 ? named : namedBy(WEAK)
  // A file without a single contact that can be read is screened all the same: every line is listed.
  return only !== undefined && more === undefined
    ? { index: only, name: nameOf(only), by: 'NAME' }
    : { fault: 'none', names }
}
