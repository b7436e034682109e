import {
  MAX_CERTIFICATE_BYTES,
  renderReport,
  timeTeller,
  verifyCertificate,
  type Lead,
  type ReportBlock,
  type Trust,
  type VerificationReport,
  type VerifyTimestamp,
} from '@constat/evidence/verify'
import { toHex } from '@constat/tlog'
import type { Locale, Said } from '../command/said.ts'

/** A certificate as a file: its name and its first bytes, one more than a certificate can have when it is longer. */
export type CertificateFile = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** Bytes of a file to read: enough to tell that it is too long. */
export const BYTES_TO_READ = MAX_CERTIFICATE_BYTES + 1

export type ExamineOptions = {
  readonly lead: Lead
  readonly recipient?: string | undefined
  /** Milliseconds since the Unix epoch. */
  readonly now: number
  /** Loads what verifies RFC 3161 time stamps; called when a certificate has one. */
  readonly loadTimestamps: () => Promise<{ readonly verifyTimestamp: VerifyTimestamp }>
}

/** What a verification found, with what was verified and by which trust. */
export type Examination = {
  readonly report: VerificationReport
  readonly trust: Trust
  readonly file: CertificateFile
  /** Hexadecimal; null for a file that was not read whole. */
  readonly sha256: string | null
  /** Milliseconds since the Unix epoch. */
  readonly now: number
}

/** Verifies one file against one trust. The command and the page both call this and show what it gives. */
export const examine = async (
  file: CertificateFile,
  trust: Trust,
  { lead, recipient, now, loadTimestamps }: ExamineOptions,
): Promise<Examination> => ({
  report: await verifyCertificate(file.bytes, trust, {
    lead,
    recipient,
    now,
    verifyTimestamp: async (input) => (await loadTimestamps()).verifyTimestamp(input),
  }),
  trust,
  file,
  sha256:
    file.bytes.length < BYTES_TO_READ
      ? toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', file.bytes)))
      : null,
  now,
})

const SAID = {
  heading: { fr: 'Ce contrôle', en: 'This check' },
  file: { fr: 'Fichier', en: 'File' },
  at: { fr: 'Fait le', en: 'Made on' },
  logs: { fr: 'Journaux reconnus', en: 'Logs trusted' },
  keys: { fr: 'Clés reconnues', en: 'Keys trusted' },
  witnesses: { fr: 'Témoins exigés', en: 'Witnesses required' },
  roots: { fr: 'Racines d’horodatage', en: 'Time-stamping roots' },
  of: { fr: 'sur', en: 'of' },
} as const satisfies { readonly [name: string]: Said }

const quorumText = ({ quorum, groups }: Trust['policy'], locale: Locale): string => {
  const group = groups.find(({ name }) => name === quorum)
  if (group) return `${group.threshold} ${SAID.of[locale]} ${group.members.join(', ')}`
  return quorum === 'none' ? '0' : quorum
}

type Row = { readonly name: string; readonly value: string }

/** The trust in rows: whoever reads the report sees whom it believed. */
export const trustRows = ({ policy, keys, tsaRoots, qualified }: Trust, locale: Locale): readonly Row[] => [
  { name: SAID.logs[locale], value: policy.logs.map(({ vkey }) => vkey.name).join(', ') },
  { name: SAID.keys[locale], value: [...keys.keys()].join(', ') },
  { name: SAID.witnesses[locale], value: quorumText(policy, locale) },
  {
    name: SAID.roots[locale],
    value: String([...tsaRoots, ...qualified].join('').split('BEGIN CERTIFICATE').length - 1),
  },
]

/** The report of an examination, then what was examined, when and by which trust, with what else is to be said of it. */
export const reportBlocks = (
  { report, trust, file, sha256, now }: Examination,
  locale: Locale,
  more: readonly Row[] = [],
): readonly ReportBlock[] => [
  ...renderReport(report, locale),
  {
    block: 'table',
    heading: SAID.heading[locale],
    rows: [
      { name: SAID.file[locale], value: file.name },
      ...(sha256 === null ? [] : [{ name: 'SHA-256', value: sha256 }]),
      { name: SAID.at[locale], value: timeTeller(locale)(now / 1000) },
      ...more,
      ...trustRows(trust, locale),
    ],
  },
]
