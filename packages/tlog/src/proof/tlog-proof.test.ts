import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { formatTlogProof, parseTlogProof, type TlogProof } from '../index.ts'
import { utf8, valueOf } from '../testing/vectors.ts'

const sha256 = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest())
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

const one = sha256('hash1')
const two = sha256('hash2')
const HEADER = 'c2sp.org/tlog-proof@v1\n'

describe('tlog-proof', () => {
  // The first three: transparency-dev/formats, proof/tlog_proof_test.go (Apache-2.0).
  it.each<[string, TlogProof, string]>([
    [
      'no extra data',
      { index: 5, proof: [one, two], checkpoint: 'test checkpoint\n' },
      `${HEADER}index 5\n${base64(one)}\n${base64(two)}\n\ntest checkpoint\n`,
    ],
    [
      'extra data',
      { extra: utf8('extra information'), index: 10, proof: [one], checkpoint: 'checkpoint data\n' },
      `${HEADER}extra ${base64(utf8('extra information'))}\nindex 10\n${base64(one)}\n\ncheckpoint data\n`,
    ],
    ['no hashes', { index: 0, proof: [], checkpoint: 'checkpoint\n' }, `${HEADER}index 0\n\ncheckpoint\n`],
    [
      'extra data of no bytes',
      { extra: new Uint8Array(0), index: 0, proof: [], checkpoint: 'checkpoint\n' },
      `${HEADER}extra \nindex 0\n\ncheckpoint\n`,
    ],
    [
      'the largest index',
      { index: Number.MAX_SAFE_INTEGER, proof: [], checkpoint: 'a\n\nb\n' },
      `${HEADER}index 9007199254740991\n\na\n\nb\n`,
    ],
  ])('with %s is written and read', (_, proof, text) => {
    expect(formatTlogProof(proof)).toBe(text)
    expect(valueOf(parseTlogProof(text))).toEqual(proof)
    expect(valueOf(parseTlogProof(utf8(text)))).toEqual(proof)
  })

  it.each([
    // transparency-dev/formats, proof/tlog_proof_test.go (Apache-2.0).
    ['another header', 'wrong-header\nindex 0\n\ncheckpoint\n'],
    ['extra data that is no base64', `${HEADER}extra !!notbase64!!\nindex 0\n\ncheckpoint\n`],
    ['no index', `${HEADER}\n\ncheckpoint\n`],
    ['an index of letters', `${HEADER}index notanumber\n\ncheckpoint\n`],
    ['a negative index', `${HEADER}index -5\n\ncheckpoint\n`],
    ['a hash that is no base64', `${HEADER}index 0\n!!notbase64!!\n\ncheckpoint\n`],
    ['a hash of 64 bytes', `${HEADER}index 0\n${base64(new Uint8Array(64))}\n\ncheckpoint\n`],
    ['no blank line', `${HEADER}index 0\n${'a'.repeat(65 * 1024)}\n`],
    // Ours.
    ['nothing', ''],
    ['the header alone', HEADER],
    ['a leading zero', `${HEADER}index 00\n\ncheckpoint\n`],
    ['extra data after the index', `${HEADER}index 0\nextra AAAA\n\ncheckpoint\n`],
    ['extra data twice', `${HEADER}extra AAAA\nextra AAAA\nindex 0\n\ncheckpoint\n`],
    ['extra data and no index', `${HEADER}extra AAAA\n\ncheckpoint\n`],
    ['extra data of more than 16 kB', `${HEADER}extra ${'AAAA'.repeat(6000)}\nindex 0\n\ncheckpoint\n`],
    ['64 hashes', `${HEADER}index 0\n${`${base64(one)}\n`.repeat(64)}\ncheckpoint\n`],
    ['carriage returns', `${HEADER}index 0\n\ncheckpoint\n`.replaceAll('\n', '\r\n')],
    ['another version', 'c2sp.org/tlog-proof@v2\nindex 0\n\ncheckpoint\n'],
    ['a byte order mark', `\ufeff${HEADER}index 0\n\ncheckpoint\n`],
  ])('is refused with %s', (_, text) => {
    expect(parseTlogProof(text)).toEqual({ ok: false, code: 'proof-malformed' })
  })

  it('is refused with an index that is no number here, and when it is too large', () => {
    expect(parseTlogProof(`${HEADER}index 9007199254740992\n\nx\n`)).toEqual({
      ok: false,
      code: 'proof-index-too-large',
    })
    expect(parseTlogProof(`${HEADER}index 0\n\n${'x'.repeat(200_000)}\n`)).toEqual({
      ok: false,
      code: 'proof-too-large',
    })
  })

  it.each<TlogProof>([
    { index: -1, proof: [], checkpoint: '' },
    { index: 2 ** 53, proof: [], checkpoint: '' },
    { index: 0, proof: [new Uint8Array(31)], checkpoint: '' },
    { index: 0, proof: Array.from({ length: 64 }, () => one), checkpoint: '' },
    { index: 0, proof: [], checkpoint: '', extra: new Uint8Array(16 * 1024 + 1) },
  ])('is never made of what no reader takes', (proof) => {
    expect(() => formatTlogProof(proof)).toThrow(RangeError)
  })
})
