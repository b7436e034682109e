import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findApiKeysIn, newApiKey, parseApiKey, secretHash } from './api-key.ts'

const random = (length: number) => new Uint8Array(randomBytes(length))

test('a key says its kind, and opens with its own secret alone', () => {
  const key = newApiKey('SECRET', random)
  const parsed = parseApiKey(key.text)
  expect(key.text).toMatch(/^constat_secret_[0-9A-Za-z]{16}_[0-9A-Za-z]{49}$/)
  expect(parsed?.keyId).toBe(key.keyId)
  expect(secretHash(parsed?.secret ?? '')).toEqual(key.secretSha256)
  const another = parseApiKey(newApiKey('SECRET', random).text)
  expect(secretHash(another?.secret ?? '')).not.toEqual(key.secretSha256)
})

test('the hint recognises a key and does not open it', () => {
  const key = newApiKey('SITE', random)
  expect(key.hint.startsWith(`constat_site_${key.keyId}_…`)).toBe(true)
  expect(parseApiKey(key.hint)).toBeUndefined()
})

test('a changed or shortened key is refused by its checksum, without asking the store', () => {
  const { text } = newApiKey('SECRET', random)
  fc.assert(
    fc.property(
      fc.nat({ max: text.length - 1 }),
      fc.constantFrom('0', '9', 'A', 'Z', 'a', 'z', '_'),
      (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1)
        return changed === text || parseApiKey(changed) === undefined
      },
    ),
  )
  fc.assert(
    fc.property(
      fc.nat({ max: text.length - 1 }),
      (length) => parseApiKey(text.slice(0, length)) === undefined,
    ),
  )
})

test('keys are found in a text by shape and checksum, even inside a look-alike', () => {
  const keys = (['SITE', 'SECRET', 'PARTNER'] as const).map((kind) => newApiKey(kind, random))
  const alike = keys[0]!.text.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))
  // Its last letters are the first of the key after it.
  const swallowing = `constat_site_${'A'.repeat(16)}_${'B'.repeat(42)}`
  const text = [alike, ...keys.map((key) => key.text), swallowing + keys[1]!.text].join('\n')
  const found = findApiKeysIn(text)
  expect(found.map(({ hint }) => hint)).toEqual([...keys, keys[1]!].map(({ hint }) => hint))
  for (const { index, length, keyId } of found)
    expect(parseApiKey(text.slice(index, index + length))?.keyId).toBe(keyId)
})
