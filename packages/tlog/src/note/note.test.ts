import { describe, expect, it } from 'vitest'
import {
  ed25519NoteSigner,
  formatNote,
  formatSignatures,
  formatVkey,
  keyId,
  MAX_NOTE_SIGNATURES,
  noteVerifier,
  openNote,
  parseNote,
  parseSignatures,
  parseVkey,
  signNote,
  TYPE_COSIGNATURE,
  TYPE_ED25519,
  vkeyOf,
} from '../index.ts'
import { unsoundKeys } from '../testing/ed25519-vectors.ts'
import { testKey, testLog } from '../testing/keys.ts'
import { base64, unhex, utf8, valueOf } from '../testing/vectors.ts'

// golang/mod, sumdb/note/note_test.go (BSD-3-Clause).
const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETER_SEED = base64('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz').slice(1)
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const TEXT = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`
const PETER_LINE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const ENOCH_LINE =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'

const peter = noteVerifier(valueOf(parseVkey(PETER)))
const enoch = noteVerifier(valueOf(parseVkey(ENOCH)))
const namesOf = (signatures: readonly { readonly name: string }[]) => signatures.map(({ name }) => name)

describe('verifier keys', () => {
  it.each([PETER, ENOCH, 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'])(
    '%s reads back as it is',
    (text) => {
      expect(formatVkey(valueOf(parseVkey(text)))).toBe(text)
    },
  )

  it('are refused in every part and with every character changed', () => {
    for (let start = 0; start <= PETER.length; start += 1)
      for (let end = start; end <= PETER.length; end += 1)
        if (end - start < PETER.length) expect(parseVkey(PETER.slice(start, end)).ok).toBe(false)
    for (let at = 0; at < PETER.length; at += 1) {
      const next = String.fromCharCode(PETER.charCodeAt(at) + 1)
      expect(parseVkey(PETER.slice(0, at) + next + PETER.slice(at + 1)).ok).toBe(false)
    }
  })

  it.each([
    [
      'a key too long, its ID made to fit',
      'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
      'vkey-malformed',
    ],
    [
      'a type that nobody knows',
      'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      'vkey-type-unknown',
    ],
    ['another ID', 'PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'vkey-id-mismatch'],
    [
      'an ID in capitals',
      'PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      'vkey-malformed',
    ],
    ['no name', '+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'vkey-malformed'],
    [
      'a space in the name',
      'Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      'vkey-malformed',
    ],
    ['a line after it', `${PETER}\n`, 'vkey-malformed'],
    ['megabytes', `a+00000000+${'A'.repeat(4_000_000)}`, 'vkey-malformed'],
  ])('are refused with %s', (_, text, code) => {
    expect(parseVkey(text)).toEqual({ ok: false, code })
  })

  it.each(unsoundKeys)('are refused when the key is of low or mixed order: $key', ({ key }) => {
    const publicKey = unhex(key)
    for (const type of [TYPE_ED25519, TYPE_COSIGNATURE] as const) {
      const vkey = {
        name: 'log.example.com',
        type,
        publicKey,
        keyId: keyId('log.example.com', type, publicKey),
      }
      expect(parseVkey(formatVkey(vkey))).toEqual({ ok: false, code: 'vkey-key-unsound' })
      expect(() => vkeyOf('log.example.com', type, publicKey)).toThrow(RangeError)
    }
  })
})

describe("the notes of Go's sumdb/note", () => {
  it('have the signature of the known key, and the other one apart', async () => {
    const opened = valueOf(await openNote(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`, [peter]))
    expect(opened.text).toBe(TEXT)
    expect(namesOf(opened.verified)).toEqual(['PeterNeumann'])
    expect(namesOf(opened.unverified)).toEqual(['EnochRoot'])
    expect(formatSignatures(opened.verified)).toBe(PETER_LINE)
  })

  it('have both when both keys are known', async () => {
    const opened = valueOf(await openNote(utf8(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`), [peter, enoch]))
    expect(namesOf(opened.verified)).toEqual(['PeterNeumann', 'EnochRoot'])
    expect(opened.unverified).toEqual([])
  })

  it('are signed the same here, byte for byte', async () => {
    const { publicKey, sign } = testKey(PETER_SEED)
    expect(formatVkey(vkeyOf('PeterNeumann', 1, publicKey))).toBe(PETER)
    const signer = ed25519NoteSigner('PeterNeumann', publicKey, sign)
    expect(await signNote(TEXT, [signer])).toBe(`${TEXT}\n${PETER_LINE}`)
  })

  it('keep one of several equal signatures', async () => {
    const note = `${TEXT}\n${PETER_LINE}${PETER_LINE}${ENOCH_LINE}${ENOCH_LINE}`
    const opened = valueOf(await openNote(note, [peter]))
    expect(namesOf(opened.verified)).toEqual(['PeterNeumann'])
    expect(namesOf(opened.unverified)).toEqual(['EnochRoot'])
  })

  const broken = `${PETER_LINE.slice(0, 60)}ABCD${PETER_LINE.slice(60)}`
  it.each([
    ['no known key', `${PETER_LINE}${ENOCH_LINE}`, [], 'signature-missing'],
    ['a known key that did not sign this', broken, [peter], 'signature-invalid'],
    [
      'a known key that did not sign this beside one that did',
      `${ENOCH_LINE}${broken}`,
      [peter, enoch],
      'signature-invalid',
    ],
    ['two known keys of one name and ID', ENOCH_LINE, [enoch, peter, enoch], 'verifiers-ambiguous'],
    [
      'another name for the key',
      PETER_LINE.replace('PeterNeumann', 'CarmenSandiego'),
      [peter],
      'signature-missing',
    ],
    ['another ID for the key', PETER_LINE.replace('x08g', 'xxxx'), [peter], 'signature-missing'],
    ['65 signatures', PETER_LINE.repeat(MAX_NOTE_SIGNATURES + 1), [peter], 'signatures-too-many'],
  ])('are refused: %s', async (_, lines, verifiers, code) => {
    expect(await openNote(`${TEXT}\n${lines}`, verifiers)).toEqual({ ok: false, code })
  })

  it('take 64 signatures', async () => {
    const opened = valueOf(await openNote(`${TEXT}\n${PETER_LINE.repeat(MAX_NOTE_SIGNATURES)}`, [peter]))
    expect(opened.verified).toHaveLength(1)
  })

  it.each([
    ['no signature', TEXT],
    ['no signature after the blank line', `${TEXT}\n`],
    ['no newline at the end', `${TEXT}\n${PETER_LINE.slice(0, -1)}`],
    ['a control character', `\u0001${TEXT}\n${PETER_LINE}`],
    ['a tab', `\t${TEXT}\n${PETER_LINE}`],
    ['a carriage return', `${TEXT}\n${PETER_LINE.replace('\n', '\r\n')}`],
    ['other bytes than UTF-8', Uint8Array.of(0xff, ...utf8(`${TEXT}\n${PETER_LINE}`))],
    ['half a surrogate pair', `\ud800${TEXT}\n${PETER_LINE}`],
    ['a name of two words', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad Name')}`],
    ['a name with a no-break space', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad\u00a0Name')}`],
    ['a name with a plus', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', 'Bad+Name')}`],
    ['no name', `${TEXT}\n${PETER_LINE.replace('PeterNeumann', '')}`],
    ['a line that is no signature', `${TEXT}\n${PETER_LINE}Unexpected line.\n`],
    ['a word after the signature', `${TEXT}\n${PETER_LINE.replace('nAM=', 'nAM= more')}`],
    ['a space after the signature', `${TEXT}\n${PETER_LINE.replace('nAM=', 'nAM= ')}`],
    ['two spaces after the dash', `${TEXT}\n${PETER_LINE.replace('— ', '—  ')}`],
    ['a hyphen for the dash', `${TEXT}\n${PETER_LINE.replace('—', '-')}`],
    ['loose bits at the end of the base64', `${TEXT}\n${PETER_LINE.replace('nAM=', 'nAN=')}`],
    ['base64 without padding', `${TEXT}\n${PETER_LINE.replace('nAM=', 'nAM')}`],
    ['nothing but a key ID', `${TEXT}\n— PeterNeumann x08gow==\n`],
  ])('are malformed with %s', async (_, note) => {
    expect(await openNote(note, [peter])).toEqual({ ok: false, code: 'note-malformed' })
  })

  it('of more than 64 kB are not read', async () => {
    const code = 'note-too-large'
    expect(await openNote(`${'a'.repeat(64 * 1024)}\n\n${PETER_LINE}`, [peter])).toEqual({ ok: false, code })
  })

  it('are not believed with any one character changed', async () => {
    const note = `${TEXT}\n${PETER_LINE}`
    for (let at = 0; at < note.length; at += 1) {
      const next = String.fromCharCode(note.charCodeAt(at) + 1)
      expect((await openNote(note.slice(0, at) + next + note.slice(at + 1), [peter])).ok).toBe(false)
    }
  })
})

// C2SP, signed-note.md (CC-BY-4.0).
describe('the examples of signed-note', () => {
  it('are verified', async () => {
    const key = parseVkey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
    const note =
      'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'
    expect(valueOf(await openNote(note, [noteVerifier(valueOf(key))])).text).toBe(
      'This is an example message.\n',
    )
  })

  it('may have blank lines in the text: it ends at the last one', () => {
    const line =
      '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n'
    const text = 'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n'
    const note = valueOf(parseNote(`${text}\n${line}`))
    expect(note.text).toBe(text)
    expect(formatNote(note)).toBe(`${text}\n${line}`)
    expect(formatSignatures(valueOf(parseSignatures(line)))).toBe(line)
  })
})

describe('signing', () => {
  const { signer, vkey } = testLog('log.example.com', 1)

  it('by no one is no note, and by several is in their order', async () => {
    const other = testLog('other.example.com', 2)
    const note = await signNote('one\n\ntwo\n', [signer, other.signer])
    const opened = valueOf(await openNote(note, [noteVerifier(other.vkey), noteVerifier(vkey)]))
    expect(opened.text).toBe('one\n\ntwo\n')
    expect(namesOf(opened.verified)).toEqual(['log.example.com', 'other.example.com'])
    expect(parseNote(await signNote('one\n', [])).ok).toBe(false)
  })

  it.each(['', 'no newline', 'a tab\t\n', 'a return\r\n', '\ud800\n'])(
    'refuses the text %j',
    async (text) => {
      await expect(signNote(text, [signer])).rejects.toThrow(RangeError)
    },
  )

  it.each(['', 'two words', 'a+b', 'line\n', 'a\u2003b', 'a\u0000b'])('refuses the name %j', (name) => {
    const { publicKey, sign } = testKey(1)
    expect(() => ed25519NoteSigner(name, publicKey, sign)).toThrow(RangeError)
  })
})
