import { toHex } from '@constat/tlog'
import { contextTag, equalBytes, oidOf, partsOf, readAsn1, required, TAG, type Asn1 } from './asn1.ts'
import type { ReadCertificate } from './certificate.ts'

const SUBJECT_ALT_NAME = '2.5.29.17'
const DIRECTORY_NAME = contextTag(4)

// RFC 4514 §3, and organizationIdentifier, by which eIDAS names a trust service provider (ETSI EN 319 412-1).
const SHORT: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.97', 'organizationIdentifier'],
])

const MAX_NAME_LENGTH = 512

type Decode = (octets: Uint8Array) => string

const decoder =
  (label: string): Decode =>
  (octets) =>
    new TextDecoder(label).decode(octets)
const latin1 = decoder('latin1')

// DirectoryString and its kin (RFC 5280 §4.1.2.4), by tag: UTF8, Numeric, Printable, Teletex, IA5, BMP.
const STRINGS: ReadonlyMap<number, Decode> = new Map([
  [0x0c, decoder('utf-8')],
  [0x12, latin1],
  [0x13, latin1],
  [0x14, latin1],
  [0x16, latin1],
  [0x1e, decoder('utf-16be')],
])

/** One attribute of a name; its value as text, where it is one. */
type NamePart = { readonly type: string; readonly text: string | undefined; readonly encoding: Uint8Array }

/** A distinguished name: its relative names in order, each of one attribute or more. */
export type Name = { readonly encoding: Uint8Array; readonly relative: readonly (readonly NamePart[])[] }

const readPart = (value: Asn1): NamePart => {
  const [type, string] = partsOf(value)
  const { tag, content, encoding } = required(string)
  return { type: oidOf(type), text: STRINGS.get(tag)?.(content), encoding }
}

/** Name ::= SEQUENCE OF SET OF SEQUENCE { type, value }. @throws MalformedAsn1 for what is none. */
export const readName = (value: Asn1 | undefined): Name => ({
  relative: partsOf(value).map((relative) => partsOf(relative, TAG.SET).map(readPart)),
  encoding: required(value).encoding,
})

// Control characters would let a name write lines of its own into a report.
const escaped = (text: string): string =>
  text.replaceAll(/[,+"\\<>;=]/g, String.raw`\$&`).replaceAll(/\p{C}/gu, '\uFFFD')

/** A distinguished name as people read it (RFC 4514 §2), most specific part first, cut at 512 characters. */
export const nameText = ({ relative }: Name): string =>
  relative
    .map((parts) =>
      parts
        .map(
          ({ type, text, encoding }) =>
            `${SHORT.get(type) ?? type}=${text === undefined ? `#${toHex(encoding)}` : escaped(text)}`,
        )
        .join('+'),
    )
    .toReversed()
    .join(',')
    .slice(0, MAX_NAME_LENGTH)

const prepared = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

const isSamePart = (one: NamePart, two: NamePart | undefined): boolean => {
  if (!two || one.type !== two.type) return false
  return one.text === undefined || two.text === undefined
    ? equalBytes(one.encoding, two.encoding)
    : prepared(one.text) === prepared(two.text)
}

/**
 * Whether two distinguished names are the same, whatever string type, case and spaces each was written with
 * (RFC 5280 §7.1).
 */
export const isSameName = (one: Name, two: Name): boolean =>
  equalBytes(one.encoding, two.encoding) ||
  (one.relative.length === two.relative.length &&
    one.relative.every((parts, at) => {
      const others = two.relative[at] ?? []
      return parts.length === others.length && parts.every((part, index) => isSamePart(part, others[index]))
    }))

/** Whether a token's `tsa` is a subject name of the certificate, as RFC 3161 §2.4.2 asks where it stands. */
export const isSubjectName = (name: Asn1, { subject, extensions }: ReadCertificate): boolean => {
  if (name.tag === DIRECTORY_NAME && isSameName(subject, readName(name.children[0]))) return true
  const alternative = extensions.get(SUBJECT_ALT_NAME)
  if (!alternative) return false
  return partsOf(readAsn1(alternative.value)).some(({ encoding }) => equalBytes(encoding, name.encoding))
}
