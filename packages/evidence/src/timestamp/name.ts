import { AltName, GeneralNames, type GeneralName, type RelativeDistinguishedNames } from 'pkijs'
import { equalBytes } from './asn1.ts'
import type { ReadCertificate } from './certificate.ts'

const SUBJECT_ALT_NAME = '2.5.29.17'
const DIRECTORY_NAME = 4

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

// Control characters would let a name write lines of its own into a report.
const escaped = (text: string): string =>
  text.replaceAll(/[,+"\\<>;=]/g, String.raw`\$&`).replaceAll(/\p{C}/gu, '\uFFFD')

/** A distinguished name as people read it (RFC 4514 §2), most specific part first, cut at 512 characters. */
export const nameText = ({ typesAndValues }: RelativeDistinguishedNames): string =>
  typesAndValues
    .map(({ type, value }) => `${SHORT.get(type) ?? type}=${escaped(value.valueBlock.value)}`)
    .toReversed()
    .join(',')
    .slice(0, MAX_NAME_LENGTH)

const bytesOf = (name: GeneralName): Uint8Array =>
  new Uint8Array(new GeneralNames({ names: [name] }).toSchema().toBER())

/** Whether a token's `tsa` is a subject name of the certificate, as RFC 3161 §2.4.2 asks where it stands. */
export const isSubjectName = (name: GeneralName, { x509 }: ReadCertificate): boolean => {
  if (name.type === DIRECTORY_NAME && x509.subject.isEqual(name.value)) return true
  const alternative = x509.extensions?.find(({ extnID }) => extnID === SUBJECT_ALT_NAME)?.parsedValue
  if (!(alternative instanceof AltName)) return false
  return alternative.altNames.some((each) => equalBytes(bytesOf(each), bytesOf(name)))
}
