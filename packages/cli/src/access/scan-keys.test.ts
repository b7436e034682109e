import { createHash } from 'node:crypto'
import { newApiKey } from '@constat/server'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { scanKeys, type FoundKey } from './scan-keys.ts'

let drawn = 0
const random = (length: number) =>
  new Uint8Array(createHash('sha512').update(`${drawn++}`).digest().subarray(0, length))
const KEYS = (['SITE', 'SECRET', 'PARTNER'] as const).map((kind) => newApiKey(kind, random))

async function* inPieces(text: string, sizes: readonly number[]): AsyncGenerator<string> {
  let at = 0
  for (const size of sizes) {
    yield text.slice(at, at + size)
    at += size
  }
  yield text.slice(at)
}

it('finds each key once, at its line and column, wherever the text is cut', async () => {
  const filler = fc.string({
    unit: fc.constantFrom('a', 'Z', '_', ' ', '\n', 'é', 'constat_'),
    maxLength: 200,
  })
  const part = fc.record({ filler, key: fc.constantFrom(...KEYS) })
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 6 }),
      fc.array(fc.integer({ min: 0, max: 150 })),
      async (parts, sizes) => {
        const expected: FoundKey[] = []
        let text = ''
        for (const { filler: before, key } of parts) {
          // A letter after a key would not make it another.
          text += `${before} `
          const lines = text.split('\n')
          expected.push({ line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, hint: key.hint })
          text += key.text
        }
        const found: FoundKey[] = []
        for await (const each of scanKeys(inPieces(text, sizes))) found.push(each)
        expect(found).toEqual(expected)
      },
    ),
  )
})
