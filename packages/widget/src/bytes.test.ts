import { expect, test } from 'vitest'
import { buildWidget, LOCALES } from './build.ts'
import { printBytes, reportBytes } from './bytes.ts'

test('names every byte of the one file, and the bytes of each language', async () => {
  const [report, built] = await Promise.all([reportBytes(), buildWidget()])
  const [widget, ...locales] = report.files
  expect([widget?.bytes, widget?.gzipBytes]).toEqual([built.bytes, built.gzipBytes])
  expect(report.sources.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(built.bytes)
  expect(locales.map(({ file }) => file)).toEqual(LOCALES.map((language) => `constat.${language}.js`))

  const names = report.sources.map(({ source }) => source)
  expect(names).toEqual(
    expect.arrayContaining(['choices.ts', 'view/texts/fr.ts', 'view/texts/en.ts', 'lit-html']),
  )
  expect(names.join()).not.toMatch(/zod|libphonenumber|testing|\.test\./)
  // What has no source is punctuation between them.
  expect(report.sources.find(({ source }) => source === '(bundler)')?.bytes ?? 0).toBeLessThan(
    built.bytes / 20,
  )
  for (const { source } of report.sources) expect(printBytes(report)).toContain(source)
})
