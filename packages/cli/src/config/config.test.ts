import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { expect, test } from 'vitest'
import { constat } from '../index.ts'

const TOKEN = 'Zm9yIHRlc3RzIG9ubHksIG5vdCBhIHNlY3JldA'

test('config --print shows every value, where it comes from, and no secret', async () => {
  const folder = newFolder()
  chmodSync(folder, 0o700)
  mkdirSync(join(folder, 'data'), { mode: 0o700 })
  const file = join(folder, 'constat.toml')
  writeFileSync(
    file,
    `# for the proxy on this machine\npublic_url = "https://proofs.example.fr"\nkeys = "${folder}/keys"\nmetrics_token = "${TOKEN}"\n`,
    { mode: 0o600 },
  )
  const env = { CONSTAT_CONFIG: file, CONSTAT_PORT: '4100' }
  const { code, out, err } = await callProgram(constat, ['config', '--print', '--data', `${folder}/data`], {
    env,
  })
  expect([code, err]).toEqual([0, 'The configuration is fit for "serve".\n'])
  const shown = Object.fromEntries(
    out
      .trim()
      .split('\n')
      .map((line) => line.split(/ *= | +# /).map((part) => part.trim()))
      .map(([name, ...rest]) => [name, rest]),
  )
  expect(shown).toMatchObject({
    CONSTAT_PORT: ['4100', 'environment'],
    CONSTAT_PUBLIC_URL: ['https://proofs.example.fr', 'file'],
    CONSTAT_METRICS_TOKEN: ['(secret)', 'file'],
    CONSTAT_HOST: ['127.0.0.1', 'default'],
  })
  expect(out + err).not.toContain(TOKEN)
})

test('config tells every fault at once, and of what could not be served why', async () => {
  const faults = await callProgram(constat, ['config'], { env: { CONSTAT_PORT: 'x', CONSTAT_HOTS: 'y' } })
  expect(faults.code).toBe(2)
  expect(faults.err).toContain('is it CONSTAT_HOST?')
  expect(faults.err).toContain('CONSTAT_PORT: Give a port')
  const unfit = await callProgram(constat, ['config', '--data', newFolder()])
  expect([unfit.code, unfit.err]).toEqual([1, expect.stringContaining('CONSTAT_PUBLIC_URL: ')])
})

test('a database that is spoken to in clear, and a public name of one’s own network, are not fit', async () => {
  const elsewhere = 'postgres://constat:hunter2@db.example.fr/c'
  const env = {
    CONSTAT_KEYS: newFolder(),
    CONSTAT_PUBLIC_URL: 'https://proofs',
    CONSTAT_DATABASE_URL: `${elsewhere}?sslmode=disable`,
    CONSTAT_DATABASE_OWNER_URL: elsewhere,
    CONSTAT_CHECKPOINT_URL: `${elsewhere}?sslmode=no-verify`,
  }
  const unfit = await callProgram(constat, ['config'], { env })
  expect([unfit.code, unfit.err]).toEqual([1, expect.stringContaining('sslmode=verify-full')])
  const names = unfit.err.split('\n').map((line) => line.split(':')[0] ?? '')
  expect(names).toEqual(expect.arrayContaining(Object.keys(env).filter((name) => name !== 'CONSTAT_KEYS')))
  expect(unfit.err).not.toContain('hunter2')
  const served = await callProgram(constat, ['serve'], { env })
  expect([served.code, served.err]).toEqual([2, expect.stringContaining('CONSTAT_DATABASE_URL: ')])
  for (const command of [['migrate'], ['tenant', 'list']]) {
    const { code, err } = await callProgram(constat, [...command, '--data', newFolder()], { env })
    expect([command, code, err]).toEqual([command, 2, expect.stringContaining('sslmode=verify-full')])
  }
})

const PACKAGES = fileURLToPath(new URL('../../../', import.meta.url))

/** The sources that a package ships. */
const sources = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory())
      return ['testing', 'generated', 'node_modules', 'dist'].includes(name) ? [] : sources(path)
    return /(?<!\.test)\.ts$/.test(name) ? [path] : []
  })

// Hands the environment to the commands; and tools of the repository that are not shipped.
const ALLOWED = /verifier\/src\/command\/process-io\.ts$|\/(bench|e2e)\//

test('nothing that is shipped reads the environment by itself', () => {
  const readers = readdirSync(PACKAGES)
    .filter((name) => statSync(join(PACKAGES, name, 'src'), { throwIfNoEntry: false })?.isDirectory())
    .flatMap((name) => sources(join(PACKAGES, name, 'src')))
    .filter((path) =>
      /process\.env|\benv\b[^\n]*from 'node:process'|host\.env/.test(readFileSync(path, 'utf8')),
    )
  expect(readers.filter((path) => !ALLOWED.test(path))).toEqual([])
})

test('no setting is read but by the configuration', () => {
  const quoted = /\[\s*['"`]CONSTAT_/
  const readers = ['cli', 'server', 'store', 'verifier', 'client']
    .flatMap((name) => sources(join(PACKAGES, name, 'src')))
    .filter((path) => quoted.test(readFileSync(path, 'utf8')))
    .map((path) => path.slice(PACKAGES.length))
  // It names the file that the configuration is read from.
  expect(readers).toEqual(['cli/src/config/call-config.ts'])
})
