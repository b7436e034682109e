import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

// Says which modules an entry point loads, in a process of its own.
const SCRIPT = `
import { registerHooks } from 'node:module'
const seen = []
registerHooks({ resolve: (specifier, context, next) => {
  const found = next(specifier, context)
  seen.push(found.url)
  return found
} })
await import(process.argv[1])
process.stdout.write(JSON.stringify(seen))
`

const loadedBy = (entry: string): readonly string[] =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--conditions=@constat/source', '--input-type=module', '--eval', SCRIPT, entry],
      { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' },
    ),
  )

describe('the entry for time stamps', () => {
  it('alone loads what reads them', () => {
    const isReader = (url: string) => url.endsWith('/timestamp/asn1.ts')
    for (const entry of ['@constat/evidence', '@constat/evidence/verify'])
      expect(loadedBy(entry).filter(isReader)).toEqual([])
    expect(loadedBy('@constat/evidence/timestamp').filter(isReader)).not.toEqual([])
  })

  it('needs nothing that a browser lacks', () => {
    expect(loadedBy('@constat/evidence/timestamp').filter((url) => url.startsWith('node:'))).toEqual([])
  })
})
