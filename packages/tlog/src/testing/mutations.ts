import fc from 'fast-check'
import { utf8 } from './vectors.ts'

// Bytes that mean something in one of the formats, so that mutations come near to what is valid.
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 8 }),
  fc
    .constantFrom(
      '\n',
      '\n\n',
      '\r',
      '\0',
      ' ',
      '\t',
      '+',
      '=',
      '—',
      '— ',
      'é',
      '0',
      '00',
      '-1',
      '1e9',
      '#',
      'none',
    )
    .map(utf8),
  fc
    .constantFrom('9007199254740992', 'x001/', '.p/', 'old 0\n', 'index 0\n', 'extra \n', 'quorum none\n')
    .map(utf8),
)
const mutated = (valid: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(fc.tuple(fc.nat(valid.length), fc.nat(40), piece), { minLength: 1, maxLength: 4 })
    .map((changes) =>
      changes.reduce(
        (bytes, [at, cut, put]) => Uint8Array.of(...bytes.slice(0, at), ...put, ...bytes.slice(at + cut)),
        valid,
      ),
    )
const changed = (valid: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.tuple(fc.nat(valid.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, mask]) => {
    const bytes = valid.slice()
    bytes[at] = (bytes[at] ?? 0) ^ mask
    return bytes
  })

/** Any bytes, and valid ones with pieces cut out, put in or changed. */
export const inputs = (valid: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.oneof(fc.uint8Array({ maxLength: 2000 }), mutated(valid), changed(valid))
