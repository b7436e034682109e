import { formatVkey, parseVkey, TYPE_COSIGNATURE, TYPE_ED25519, type Vkey } from '../note/key.ts'
import { decodeText, equalBytes, type Text } from '../platform/bytes.ts'
import { parseCount } from '../platform/count.ts'
import { read, type Result } from '../platform/result.ts'
import { QUORUM_NONE, type Policy, type PolicyGroup, type PolicyLog, type PolicyWitness } from './policy.ts'

/** Why a policy is refused. */
export const POLICY_FAULTS = [
  'policy-too-large',
  'policy-not-text',
  'line-unknown',
  'key-refused',
  'key-duplicate',
  'name-taken',
  'name-unknown',
  'name-member-already',
  'threshold-out-of-range',
  'quorum-missing',
  'quorum-duplicate',
] as const
export type PolicyFault = (typeof POLICY_FAULTS)[number]

/** A policy, or why it is refused and on which line, counted from 1; 0 is the policy as a whole. */
export type ParsedPolicy =
  | Extract<Result<Policy, PolicyFault>, { readonly ok: true }>
  | { readonly ok: false; readonly code: PolicyFault; readonly line: number }

/** Bytes of the longest policy that is read. */
export const MAX_POLICY_LENGTH = 64 * 1024
/** The most logs, witnesses and groups, each, that are read; the specification asks for 32 at least. */
export const MAX_POLICY_ENTRIES = 256

type Draft = {
  readonly logs: PolicyLog[]
  readonly witnesses: PolicyWitness[]
  readonly groups: PolicyGroup[]
  /** Names that already are a member of a group. */
  readonly members: Set<string>
  quorum: string | undefined
}

const hasKey = (entries: readonly { readonly vkey: Vkey }[], { publicKey }: Vkey): boolean =>
  entries.some(({ vkey }) => equalBytes(vkey.publicKey, publicKey))

const isKnown = ({ witnesses, groups }: Draft, name: string): boolean =>
  [...witnesses, ...groups].some((other) => other.name === name)

const isTaken = (draft: Draft, name: string): boolean => name === QUORUM_NONE || isKnown(draft, name)

const readKey = (text: string, type: number): Vkey | undefined => {
  const vkey = parseVkey(text)
  return vkey.ok && vkey.value.type === type ? vkey.value : undefined
}

const withUrl = (url: string | undefined): { readonly url?: string } => (url === undefined ? {} : { url })

const takeLog = (draft: Draft, [key, url, ...rest]: readonly string[]): PolicyFault | undefined => {
  if (key === undefined || rest.length > 0) return 'line-unknown'
  const vkey = readKey(key, TYPE_ED25519)
  if (!vkey) return 'key-refused'
  if (hasKey(draft.logs, vkey)) return 'key-duplicate'
  draft.logs.push({ vkey, ...withUrl(url) })
}

const takeWitness = (draft: Draft, [name, key, url, ...rest]: readonly string[]): PolicyFault | undefined => {
  if (name === undefined || key === undefined || rest.length > 0) return 'line-unknown'
  if (isTaken(draft, name)) return 'name-taken'
  const vkey = readKey(key, TYPE_COSIGNATURE)
  if (!vkey) return 'key-refused'
  if (hasKey(draft.witnesses, vkey)) return 'key-duplicate'
  draft.witnesses.push({ name, vkey, ...withUrl(url) })
}

const thresholdOf = (text: string, count: number): number | undefined =>
  text === 'all' ? count : text === 'any' ? 1 : parseCount(text)

const takeGroup = (draft: Draft, [name, k, ...members]: readonly string[]): PolicyFault | undefined => {
  if (name === undefined || k === undefined || members.length === 0) return 'line-unknown'
  if (isTaken(draft, name)) return 'name-taken'
  const threshold = thresholdOf(k, members.length)
  if (threshold === undefined || threshold < 1 || threshold > members.length) return 'threshold-out-of-range'
  for (const member of members) {
    if (!isKnown(draft, member)) return 'name-unknown'
    if (draft.members.has(member)) return 'name-member-already'
    draft.members.add(member)
  }
  draft.groups.push({ name, threshold, members })
}

const takeQuorum = (draft: Draft, [name, ...rest]: readonly string[]): PolicyFault | undefined => {
  if (name === undefined || rest.length > 0) return 'line-unknown'
  if (draft.quorum !== undefined) return 'quorum-duplicate'
  if (name !== QUORUM_NONE && !isKnown(draft, name)) return 'name-unknown'
  draft.quorum = name
}

const TAKE: ReadonlyMap<string, typeof takeLog> = new Map([
  ['log', takeLog],
  ['witness', takeWitness],
  ['group', takeGroup],
  ['quorum', takeQuorum],
])

const takeLine = (draft: Draft, line: string): PolicyFault | undefined => {
  const [keyword = '', ...items] = line.split(/[ \t]+/).filter((item) => item !== '')
  if (keyword === '' || keyword.startsWith('#')) return undefined
  return TAKE.get(keyword)?.(draft, items) ?? (TAKE.has(keyword) ? undefined : 'line-unknown')
}

const isTooMany = ({ logs, witnesses, groups }: Draft): boolean =>
  [logs, witnesses, groups].some(({ length }) => length > MAX_POLICY_ENTRIES)

const TAB = 0x09
const NEWLINE = 0x0a
const DELETE = 0x7f

// The control characters of ASCII are refused but for two; those beyond it are octets like others ("Character set").
const isAllowed = (code: number): boolean =>
  code === TAB || code === NEWLINE || (code >= 0x20 && code !== DELETE)

const isPolicyText = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (!isAllowed(text.charCodeAt(at))) return false
  return true
}

const refusedAt = (line: number, code: PolicyFault) => ({ ok: false, code, line }) as const

/**
 * Reads a policy. Each key is checked as {@link parseVkey} does, a log's for type 0x01 and a witness's for type 0x04; no
 * key stands twice among logs or among witnesses, and there is exactly one quorum. Octets beyond ASCII must be UTF-8, of
 * which the specification leaves a policy free.
 */
export const parsePolicy = (input: Text): ParsedPolicy => {
  if (input.length > MAX_POLICY_LENGTH) return refusedAt(0, 'policy-too-large')
  const text = decodeText(input, MAX_POLICY_LENGTH)
  if (text === undefined || !isPolicyText(text)) return refusedAt(0, 'policy-not-text')
  const draft: Draft = { logs: [], witnesses: [], groups: [], members: new Set(), quorum: undefined }
  for (const [at, line] of text.split('\n').entries()) {
    const fault = takeLine(draft, line)
    if (fault) return refusedAt(at + 1, fault)
    if (isTooMany(draft)) return refusedAt(at + 1, 'policy-too-large')
  }
  const { logs, witnesses, groups, quorum } = draft
  return quorum === undefined ? refusedAt(0, 'quorum-missing') : read({ logs, witnesses, groups, quorum })
}

const isWord = (word: string): boolean => word !== '' && !/[ \t\n]/.test(word) && isPolicyText(word)

const line = (...words: readonly (string | undefined)[]): string => {
  const given = words.filter((word) => word !== undefined)
  if (!given.every(isWord)) throw new RangeError('A name or URL of a policy is one word.')
  return `${given.join(' ')}\n`
}

/**
 * A policy as text: logs, witnesses, groups in order, quorum.
 *
 * @throws RangeError when {@link parsePolicy} would refuse what comes out.
 */
export const formatPolicy = ({ logs, witnesses, groups, quorum }: Policy): string => {
  const text = [
    ...logs.map(({ vkey, url }) => line('log', formatVkey(vkey), url)),
    ...witnesses.map(({ name, vkey, url }) => line('witness', name, formatVkey(vkey), url)),
    ...groups.map(({ name, threshold, members }) => line('group', name, String(threshold), ...members)),
    line('quorum', quorum),
  ].join('')
  const parsed = parsePolicy(text)
  if (!parsed.ok) throw new RangeError(`No such policy can be: ${parsed.code}, line ${parsed.line}.`)
  return text
}
