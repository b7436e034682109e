import { readScrubReceipt, type ScrubReceipt } from '@constat/evidence/screening'

/** Bytes of the longest report of a screening that is read. */
export const MAX_REPORT_BYTES = 64_000_000

const START = 4_096

/** Whether bytes begin as a scrub receipt or the report of a screening does; a certificate never does. */
export const isScrub = (bytes: Uint8Array): boolean =>
  /"type"\s*:\s*"scrub-(?:receipt|report)"/.test(new TextDecoder().decode(bytes.subarray(0, START))) ||
  // Canonical JSON has its type at the end.
  /"type":"scrub-receipt","v":1\}\s*$/.test(new TextDecoder().decode(bytes.subarray(-START)))

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const receiptOf = (value: unknown): ScrubReceipt | undefined =>
  readScrubReceipt(new TextEncoder().encode(JSON.stringify(value)))

/** The receipts of a file: one alone, or those of a report in the order of what they cover; undefined where it has none. */
export const readScrub = (bytes: Uint8Array): readonly ScrubReceipt[] | undefined => {
  const value = parse(bytes)
  if (!isRecord(value)) return undefined
  const { type, receipts } = value
  const given = type === 'scrub-report' && Array.isArray(receipts) ? receipts : [{ receipt: value }]
  const read = given.map((each: unknown) => (isRecord(each) ? receiptOf(each['receipt']) : undefined))
  const known = read.flatMap((receipt) => receipt ?? [])
  return known.length > 0 && known.length === read.length ? known : undefined
}
