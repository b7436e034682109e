import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { WORDS_SHA256 } from '@constat/evidence'
import { buildLocale, buildWidget, LOCALES } from './build.ts'
import { keptLocale, keptWidget } from './kept-build.ts'
import { ALL_TEXTS } from './view/texts/all.ts'
import { WIDGET_VERSION } from './widget-build.ts'

const built = buildWidget()

test('the same sources give the same bytes, and the file can be checked against the hash it reports', async () => {
  const [once, again] = [await built, await buildWidget()]
  expect(once).toEqual(again)
  expect(once.code).toContain(once.sha256)
  const unsigned = once.code.replace(once.sha256, '0'.repeat(64))
  expect(createHash('sha256').update(unsigned).digest('hex')).toBe(once.sha256)
  expect(once.integrity).toBe(`sha384-${createHash('sha384').update(once.code).digest('base64')}`)
})

/**
 * The file to the byte, in both directions: who makes it smaller or larger says so here. widget.md 5 asks for 12,000; that is
 * missed. What the file is made of, and what each part weighs, is in `dist/bytes.json`.
 */
const GZIP_BYTES = 20_679

/** What each further language may cost (widget.md 5). */
const MAX_LOCALE_GZIP_BYTES = 500

describe('the file that a site loads', () => {
  test('is as large as is said here, to the byte', async () => {
    const { gzipBytes } = await built
    expect(gzipBytes).toBe(GZIP_BYTES)
  })

  test('holds no schema library and no phone library, loads nothing further and leaves no global', async () => {
    const { code } = await built
    expect(code).not.toMatch(
      /\bimport\b|ZodError|libphonenumber|unsafeHTML|litHtmlVersions|\beval\b|new Function/,
    )
    // What content blockers hide by name (widget.md §3, "Content blockers").
    expect(code).not.toMatch(/(class|part|id|name)=["']?[\w-]*(cookie|consent|gdpr|privacy|track)/i)
  })
})

test.each(LOCALES)('the language "%s" is a file of its own, small', async (language) => {
  const { code, gzipBytes } = await buildLocale(language)
  expect(gzipBytes).toBeLessThanOrEqual(MAX_LOCALE_GZIP_BYTES)
  expect(code).not.toMatch(/\bimport\b/)
})

test('the grade of an observation knows the words of every language', () => {
  for (const [language, texts] of Object.entries(ALL_TEXTS))
    expect(WORDS_SHA256.get(language)?.at(-1), language).toBe(
      createHash('sha256').update(JSON.stringify(texts)).digest('hex'),
    )
})

test('the elements can be imported where there is no page', async () => {
  const { ConstatChoicesElement, ConstatNoticeElement, ConstatReceiptElement } = await import('./index.ts')
  expect([ConstatChoicesElement.tag, ConstatNoticeElement.tag, ConstatReceiptElement.tag]).toEqual([
    'constat-choices',
    'constat-notice',
    'constat-receipt',
  ])
})

test('the version is that of the package', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect(manifest).toMatchObject({ version: WIDGET_VERSION })
})

test('what was kept of a build is what these sources give', async () => {
  expect([await keptWidget(), await keptWidget()]).toEqual(Array(2).fill(await built))
  expect([await keptLocale('de'), await keptLocale('de')]).toEqual(Array(2).fill(await buildLocale('de')))
})
