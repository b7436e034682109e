import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { expect, test } from 'vitest'
import { constat } from './index.ts'
import { endGently, serve } from './testing/serve.ts'

const PAGE = readFileSync(new URL('../OPERATING.md', import.meta.url), 'utf8')

const blocks = (language: string): readonly string[] =>
  [...PAGE.matchAll(/```(\w+)\n([\s\S]*?)```/g)].flatMap(([, of, text = '']) =>
    of === language ? [text] : [],
  )

const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

test('every line of the page for operators does what it says, from nothing to a drill', async () => {
  const folder = newFolder()
  for (const path of ['lib/constat', 'lib/drill', 'backups'])
    mkdirSync(join(folder, path), { recursive: true, mode: 0o700 })
  const config = join(folder, 'constat.toml')
  const here = (text: string) =>
    text.replaceAll('/var/', `${folder}/`).replaceAll('/etc/constat.toml', config)
  const [toml = ''] = blocks('toml')
  writeFileSync(config, here(toml).replace('port = 4000', 'port = 0').replace('9464', '0'), { mode: 0o600 })
  const env = { CONSTAT_CONFIG: config }
  const lines = blocks('console').flatMap((block) => here(block).trim().split('\n'))
  const printed = new Map<string, string>()
  for (const line of lines) {
    const [command = '', ...args] = words(line.replaceAll('tnt_…', printed.get('tenant')?.trim() ?? ''))
    if (command === 'export') continue
    expect(command).toBe('constat')
    if (args[0] === 'serve') {
      const serving = await serve({ env, secretKey: printed.get('api-key')?.trim() ?? '' })
      expect((await fetch(serving.metricsUrl)).status).toBe(200)
      expect(await endGently(serving)).toBe(0)
      continue
    }
    // The drill takes the keys from the configuration, as a drill on another machine takes them from their backup.
    const { code, out, err } = await callProgram(constat, args, { env })
    expect([line, code, err]).toEqual([line, 0, err])
    printed.set(args[0] ?? '', out)
  }
  expect(printed.get('config')).toContain('CONSTAT_PUBLIC_URL')
  expect(printed.get('verify-store')).toBe('The database is whole.\n')
  // What the page says of a lost disk: the newest checkpoints.db first, then the backup.
  const data = join(folder, 'lib/replaced/data')
  mkdirSync(data, { recursive: true })
  cpSync(join(folder, 'lib/constat/data/checkpoints.db'), join(data, 'checkpoints.db'))
  const restored = await callProgram(
    constat,
    ['restore', join(folder, 'backups/constat-monday'), '--data', data],
    { env },
  )
  expect([restored.code, restored.err]).toEqual([0, expect.stringContaining('audited')])
})

test('the page names every setting and every command of an operator', async () => {
  const { out } = await callProgram(constat, ['config', '--print'])
  for (const [variable] of out.matchAll(/^CONSTAT_\w+/gm)) expect(PAGE).toContain(`\`${variable}\``)
  for (const name of [
    'serve',
    'config',
    'migrate',
    'backup',
    'restore',
    'verify-store',
    'log fsck',
    'tenant',
    'api-key',
  ])
    expect(PAGE).toContain(`constat ${name}`)
})
