import { describe, expect, it } from 'vitest'
import {
  cosignatureTime,
  cosigner,
  formatVkey,
  noteVerifier,
  openNote,
  parseCheckpoint,
  parseVkey,
  signNote,
} from '../index.ts'
import { testKey, testLog, testWitness } from '../testing/keys.ts'
import { base64, utf8, valueOf, vectorText } from '../testing/vectors.ts'

type Vector = { readonly file: string; readonly vkey: string; readonly checkpoint: string }
const vectors: readonly Vector[] = JSON.parse(vectorText('sunlight-cosignatures.json'))

const BODY = 'test\n123\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n'
const NOW = 1_790_000_000

describe("the cosignatures of Sunlight's tests", () => {
  it.each(vectors)('$file holds, made on 31 December 2025 at 0:00 UTC', async ({ vkey, checkpoint }) => {
    const opened = valueOf(await openNote(checkpoint, [noteVerifier(valueOf(parseVkey(vkey)))]))
    expect(parseCheckpoint(opened.text).ok).toBe(true)
    expect(opened.verified.map(({ signature }) => cosignatureTime(signature))).toEqual([
      Date.UTC(2025, 11, 31) / 1000,
    ])
  })

  it.each(vectors)('$file does not hold at another time, nor over another size', async (vector) => {
    const verifiers = [noteVerifier(valueOf(parseVkey(vector.vkey)))]
    for (const changed of [
      vector.checkpoint.replace('AAABpV', 'AAABpW'),
      vector.checkpoint.replace('300', '301'),
    ])
      expect(await openNote(changed, verifiers)).toEqual({ ok: false, code: 'signature-invalid' })
  })
})

describe('cosignature/v1', () => {
  // transparency-dev/formats, note/note_cosigv1_test.go (BSD-3-Clause).
  it.each([
    [
      'of a cosignature',
      'ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==',
      1_727_964_367,
    ],
    [
      'of no signature of a log',
      'eQjRQm6eSKzFoiYalgwCPXu2y3ijtg68is9M46JKxuZB+dRfTmeQeDBoXnvxZx2ugnkyV+MUMLXpWs1hPb/W/4xkNQY=',
      undefined,
    ],
  ])('tells the time %s', (_, signature, time) => {
    // The key ID comes first.
    expect(cosignatureTime(base64(signature).slice(4))).toBe(time)
  })

  it('has verifier keys of type 4', () => {
    const text = 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'
    expect(valueOf(parseVkey(text))).toMatchObject({ name: 'remora.n621.de', type: 4 })
    expect(formatVkey(valueOf(parseVkey(text)))).toBe(text)
  })

  it.each([
    ['two parts', 'bananas.sigstore.dev+12344556', 'vkey-malformed'],
    ['no base64', 'rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!', 'vkey-malformed'],
    ['another type', 'rekor.sigstore.dev+12345678+AwEB', 'vkey-type-unknown'],
  ])('has none with %s', (_, text, code) => {
    expect(parseVkey(text)).toEqual({ ok: false, code })
  })

  it('is a line after that of the log, and bears the time of the witness', async () => {
    const log = testLog('test', 1)
    const witness = testWitness('witness.example.com/w1', 2, NOW)
    const note = await signNote(BODY, [log.signer, witness.signer])
    const opened = valueOf(await openNote(note, [noteVerifier(witness.vkey)]))
    expect(opened.verified.map(({ signature }) => cosignatureTime(signature))).toEqual([NOW])
    expect(valueOf(await openNote(note, [noteVerifier(log.vkey)])).unverified).toHaveLength(1)
  })

  it('covers the extension lines of the checkpoint', async () => {
    const witness = testWitness('witness.example.com/w1', 2, NOW)
    const note = await signNote(`${BODY}Extendo\n`, [witness.signer])
    const verifiers = [noteVerifier(witness.vkey)]
    expect((await openNote(note, verifiers)).ok).toBe(true)
    expect((await openNote(note.replace('Extendo', 'Extend0'), verifiers)).ok).toBe(false)
  })

  it("is no signature of a log under the same key: the witness's key has another ID", async () => {
    const log = testLog('same.example.com', 3)
    const witness = testWitness('same.example.com', 3, NOW)
    const note = await signNote(BODY, [witness.signer])
    expect(await openNote(note, [noteVerifier(log.vkey)])).toEqual({ ok: false, code: 'signature-missing' })
    expect((await openNote(note, [noteVerifier(log.vkey), noteVerifier(witness.vkey)])).ok).toBe(true)
  })

  it('has times up to 2^53 − 1 s and no later', () => {
    const timed = (time: bigint): Uint8Array => {
      const bytes = new Uint8Array(72)
      new DataView(bytes.buffer).setBigUint64(0, time)
      return bytes
    }
    expect(cosignatureTime(timed(2n ** 53n - 1n))).toBe(Number.MAX_SAFE_INTEGER)
    expect(cosignatureTime(timed(2n ** 53n))).toBeUndefined()
    expect(cosignatureTime(new Uint8Array(71))).toBeUndefined()
    expect(cosignatureTime(new Uint8Array(73))).toBeUndefined()
  })

  it('of a witness whose clock is beyond that is not believed, whatever it signed', async () => {
    const key = testKey(2)
    const { vkey, signer } = testWitness('witness.example.com/w1', 2, NOW)
    for (const time of ['undefined', '18446744073709551615']) {
      const signature = key.sign(utf8(`cosignature/v1\ntime ${time}\n${BODY}`))
      const sign = () => Uint8Array.of(...new Uint8Array(8).fill(0xff), ...signature)
      const note = await signNote(BODY, [{ ...signer, sign }])
      expect(await openNote(note, [noteVerifier(vkey)])).toEqual({ ok: false, code: 'signature-invalid' })
    }
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('is not made at the time %d', async (time) => {
    const { publicKey, sign } = testKey(1)
    const signer = cosigner('witness.example.com', publicKey, sign, () => time)
    await expect(signNote(BODY, [signer])).rejects.toThrow(RangeError)
  })
})
