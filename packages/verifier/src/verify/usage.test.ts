import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import { callProgram } from '../testing/call.ts'
import { goldenPath, goldenTrust } from '../testing/golden.ts'
import { newFolder, runMain } from '../testing/run.ts'
import { verifier } from '../verifier.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const call = (args: readonly string[]) => callProgram(verifier, args)
const run = (args: readonly string[]) => runMain(MAIN, args, {})

const witnessed = goldenPath('witnessed')
const trust = goldenTrust('witnessed')

describe('verify exits 2', () => {
  const broken = newFolder()
  writeFileSync(join(broken, 'tlog-policy.txt'), 'quorum none\n')
  writeFileSync(join(broken, 'jwks.json'), '{"keys":[{}]}')
  const rootless = newFolder()
  const empty = newFolder()
  const half = newFolder()
  writeFileSync(join(half, 'tlog-policy.txt'), 'quorum none\n')
  goldenTrust('witnessed', rootless)
  writeFileSync(join(rootless, 'tsa-roots.pem'), 'junk')

  it.each<[string, readonly string[], string]>([
    ['without trust', ['verify', witnessed], 'Whom do you trust?'],
    ['with an empty trust folder', ['verify', witnessed, '--trust', newFolder()], 'trust fetch URL --dir'],
    [
      'with half a trust folder, in French',
      ['verify', witnessed, '--trust', half, '--lang=fr'],
      `Il n’y a pas de jwks.json dans ${half}`,
    ],
    [
      'with an empty one, in French',
      ['verify', witnessed, '--trust', empty, '--lang=fr'],
      `Il n’y a ni tlog-policy.txt ni jwks.json dans ${empty}`,
    ],
    [
      'with a malformed trust',
      ['verify', witnessed, '--trust', broken],
      'jwks.json (keys) [jwks-shape]: take /.well-known/jwks.json of the server',
    ],
    ['without a file', ['verify', '--trust', trust], 'CERTIFICATE is missing'],
    [
      'with a file that is not there',
      ['verify', '/nonexistent', '--trust', trust],
      'There is no file /nonexistent',
    ],
    ['with a folder', ['verify', '/tmp', '--trust', trust], 'cannot be read (EISDIR)'],
    ['with two files', ['verify', witnessed, witnessed, '--trust', trust], 'one word too many'],
    ['with an unknown option', ['verify', witnessed, '--fast'], 'no option --fast'],
    ['with an option twice', ['verify', witnessed, '--json', '--json'], 'Give --json once'],
    ['with an option without its value', ['verify', witnessed, '--phone', '--json'], '--phone needs a value'],
    ['with a value that an option does not take', ['verify', witnessed, '--json=x'], '--json takes no value'],
    ['with a language nobody speaks here', ['verify', witnessed, '--lang', 'de'], '--lang knows fr and en'],
    ['with a phone number that is none', ['verify', witnessed, '--phone', '12'], 'lacks digits'],
    [
      'with letters for a phone number, in French',
      ['verify', witnessed, '--phone', 'mon numéro', '--lang=fr'],
      '--phone : Écrivez le numéro en chiffres seulement',
    ],
    ['with roots that are none', ['verify', witnessed, '--trust', rootless], 'put certificates in PEM there'],
    ['with no command', [], 'Commands:'],
    ['with an unknown command', ['prove'], 'no such command'],
  ])('%s, and says what to do', async (_, args, said) => {
    const { code, out, err } = await call(args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(said)
  })

  it('as a process', async () => {
    expect(await run(['verify', witnessed])).toMatchObject({ code: 2, out: '' })
  })

  it('in French too', async () => {
    const { code, err } = await call(['verify', witnessed, '--lang=fr'])
    expect([code, err]).toEqual([2, expect.stringContaining('À qui faites-vous confiance ?')])
  })
})

test('help says how each command is called', async () => {
  expect((await run(['--help'])).out).toMatch(/ verify .*\n.* trust fetch /)
  expect((await run(['help', '--lang=fr'])).out).toContain('Commandes :')
  const { code, out } = await run(['verify', '--help'])
  expect(code).toBe(0)
  for (const part of [
    'verify CERTIFICATE [options]',
    '--phone NUMBER',
    '--trust DIR',
    '--any-answer',
    '--zip FILE',
    '--lang fr|en',
    'Exit codes: 0',
  ])
    expect(out).toContain(part)
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(manifest).toMatchObject({ version: (await run(['--version'])).out.trim() })
})
