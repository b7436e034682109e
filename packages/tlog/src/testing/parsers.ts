import {
  bundlePath,
  decodeEntries,
  decodeRange,
  decodeTile,
  encodeEntries,
  encodeRange,
  encodeTile,
  formatAddCheckpoint,
  formatCheckpoint,
  formatNote,
  formatPolicy,
  formatSignatures,
  formatTlogProof,
  formatVkey,
  parseAddCheckpoint,
  parseBundlePath,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseSignatures,
  parseTilePath,
  parseTlogProof,
  parseVkey,
  readAddCheckpointAnswer,
  tilePath,
} from '../index.ts'
import { body, buyer, checkpoint, INDEX, leaves, path, policy, range } from './example-log.ts'
import { utf8 } from './vectors.ts'

/** A parser, and the printer that goes with it. */
export type Parser = {
  readonly name: string
  /** What is read, printed again; undefined is a refusal. */
  readonly reprint: (input: Uint8Array) => Uint8Array | undefined
  readonly valid: Uint8Array
  /** Whether one value has one spelling only. */
  readonly isExact: boolean
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const bytesOf = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1'))
const printed = (value: string | undefined): Uint8Array | undefined =>
  value === undefined ? undefined : utf8(value)

/** Every parser of the package. */
export const parsers: readonly Parser[] = [
  {
    name: 'notes',
    valid: utf8(checkpoint),
    reprint: (input) => {
      const note = parseNote(input)
      return note.ok ? utf8(formatNote(note.value)) : undefined
    },
    isExact: true,
  },
  {
    name: 'signature lines',
    valid: utf8(checkpoint.slice(body.length + 1)),
    reprint: (input) => {
      const signatures = parseSignatures(input)
      return signatures.ok ? utf8(formatSignatures(signatures.value)) : undefined
    },
    isExact: true,
  },
  {
    name: 'answers of witnesses',
    valid: utf8(checkpoint.slice(body.length + 1)),
    reprint: (input) => {
      const conflict = readAddCheckpointAnswer(409, input)
      if (conflict?.kind === 'conflict') return utf8(`${conflict.size}\n`)
      const answer = readAddCheckpointAnswer(200, input)
      return answer?.kind === 'cosigned' ? utf8(formatSignatures(answer.signatures)) : undefined
    },
    isExact: true,
  },
  {
    name: 'verifier keys',
    valid: utf8(formatVkey(buyer.vkey)),
    reprint: (input) => {
      const vkey = parseVkey(text(input))
      return vkey.ok ? bytesOf(formatVkey(vkey.value)) : undefined
    },
    isExact: true,
  },
  {
    name: 'checkpoints',
    valid: utf8(body),
    reprint: (input) => {
      const parsed = parseCheckpoint(text(input))
      if (!parsed.ok) return undefined
      const extensions = parsed.value.extensions.map((line) => `${line}\n`).join('')
      const { origin, ...head } = parsed.value
      // A control character in the origin is refused by the note, before anyone reads a checkpoint.
      const three = formatCheckpoint({ ...head, origin: 'o' })
      return bytesOf(`${origin}${three.slice(1)}${extensions}`)
    },
    isExact: true,
  },
  {
    name: 'tlog-proofs',
    valid: utf8(formatTlogProof({ extra: utf8('extra'), index: INDEX, proof: path, checkpoint })),
    reprint: (input) => {
      const parsed = parseTlogProof(input)
      return parsed.ok ? utf8(formatTlogProof(parsed.value)) : undefined
    },
    isExact: true,
  },
  {
    name: 'add-checkpoint requests',
    valid: utf8(formatAddCheckpoint({ oldSize: 299, proof: path, checkpoint })),
    reprint: (input) => {
      const parsed = parseAddCheckpoint(input)
      return parsed.ok ? utf8(formatAddCheckpoint(parsed.value)) : undefined
    },
    isExact: true,
  },
  {
    name: 'policies',
    valid: utf8(formatPolicy(policy)),
    reprint: (input) => {
      const parsed = parsePolicy(input)
      return parsed.ok ? utf8(formatPolicy(parsed.value)) : undefined
    },
    isExact: false,
  },
  {
    name: 'tile paths',
    valid: utf8('tile/2/x001/x234/067.p/17'),
    reprint: (input) => {
      const tile = parseTilePath(text(input))
      return printed(tile && tilePath(tile))
    },
    isExact: true,
  },
  {
    name: 'bundle paths',
    valid: utf8('tile/entries/x001/x234/067.p/17'),
    reprint: (input) => {
      const bundle = parseBundlePath(text(input))
      return printed(bundle && bundlePath(bundle))
    },
    isExact: true,
  },
  {
    name: 'bundles',
    valid: encodeEntries([utf8('one'), utf8(''), utf8('three')]),
    reprint: (input) => {
      const entries = decodeEntries(input)
      return entries && encodeEntries(entries)
    },
    isExact: true,
  },
  {
    name: 'tiles',
    valid: encodeTile(leaves.slice(0, 3)),
    reprint: (input) => {
      const hashes = decodeTile(input)
      return hashes && encodeTile(hashes)
    },
    isExact: true,
  },
  {
    name: 'ranges',
    valid: encodeRange(range),
    reprint: (input) => {
      const decoded = decodeRange(input)
      return decoded && encodeRange(decoded)
    },
    isExact: true,
  },
]
