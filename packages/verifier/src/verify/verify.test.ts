import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { describe, expect, it, test } from 'vitest'
import { callProgram } from '../testing/call.ts'
import { GOLDEN, goldenPath, goldenText, goldenTrust } from '../testing/golden.ts'
import { HIDDEN_LABEL, hiddenText } from '../testing/hidden.ts'
import { loadedBy } from '../testing/loaded.ts'
import { newFolder, runMain } from '../testing/run.ts'
import { verifier } from '../verifier.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const call = (args: readonly string[]) => callProgram(verifier, args)
const run = (args: readonly string[], env: { readonly [name: string]: string } = {}) =>
  runMain(MAIN, args, env)

const written = (content: string | Uint8Array): string => {
  const path = join(newFolder(), 'certificate.json')
  writeFileSync(path, content)
  return path
}

const witnessed = goldenPath('witnessed')
const trust = goldenTrust('witnessed')

describe('verify', () => {
  it.each(GOLDEN)('finds that the golden certificate "%s" holds, in English and French', async (name) => {
    const args = ['verify', goldenPath(name), '--trust', goldenTrust(name), '--any-answer']
    const isRefusal = name === 'refusal'
    const english = await run(args)
    expect([english.code, english.err]).toEqual([0, ''])
    expect(english.out.split('\n')[0]).toBe(
      `This certificate is verified${isRefusal ? ', but it shows no agreement' : ''}.`,
    )
    const french = await run([...args, '--lang', 'fr'])
    expect([french.code, french.err]).toEqual([0, ''])
    expect(french.out.split('\n')[0]).toBe(
      `Ce certificat est vérifié${isRefusal ? ', mais il ne montre aucun accord' : ''}.`,
    )
    expect(english.out + french.out).not.toContain('\u001B')
  })

  it('says what is proved, claimed and not covered, of which file, and by whose keys', async () => {
    const { out } = await run(['verify', witnessed, '--trust', trust, '--phone', '06 39 98 12 34'])
    expect(out).toContain('WITNESSED 2 of 3')
    expect(out).toContain('+33639981234 (that of your lead)')
    for (const heading of ['What it proves', 'What is only claimed', 'What it does not cover', 'This check'])
      expect(out).toContain(`\n${heading}\n`)
    expect(out).toMatch(/SHA-256 +[0-9a-f]{64}\n/)
    expect(out).toMatch(/Logs trusted +proofs\.example\.fr\/log\/1\n/)
    expect(out).toMatch(/Witnesses required +2 of w1, w2, w3\n/)
  })

  it('takes the language of the system, French or else English', async () => {
    const first = async (env: { readonly [name: string]: string }) =>
      (await run(['verify', witnessed, '--trust', trust], env)).out.split('\n')[0]
    expect(await first({ LANG: 'fr_FR.UTF-8' })).toBe('Ce certificat est vérifié.')
    expect(await first({ LC_ALL: 'C', LANG: 'fr_FR.UTF-8' })).toBe('This certificate is verified.')
  })

  it('counts time stamps under the roots that are trusted', async () => {
    const stamped = ['verify', goldenPath('timestamped'), '--trust']
    expect((await run([...stamped, goldenTrust('timestamped')])).out).toContain('TIMESTAMPED: by')
    const without = await run([...stamped, trust])
    expect([without.code, without.out.includes('CLAIMED: no')]).toEqual([0, true])
  })

  it('counts a time stamp under the policies that its root is believed for alone, and names another', async () => {
    const told = async (line: string) => {
      const folder = goldenTrust('timestamped')
      const path = join(folder, 'tsa-roots.pem')
      writeFileSync(path, `${line}\n${readFileSync(path, 'utf8')}`)
      return run(['verify', goldenPath('timestamped'), '--trust', folder])
    }
    expect((await told('TSA-Policy: 1.2.3.4.1')).out).toContain('TIMESTAMPED: by')
    const other = await told('TSA-Policy: 1.2.3')
    expect([other.code, other.out.includes('CLAIMED: no')]).toEqual([0, true])
    expect(other.out).toContain('under policies that you do not trust: 1.2.3.4.1.')
    const malformed = await told('TSA-Policy: best')
    expect([malformed.code, malformed.err]).toEqual([2, expect.stringContaining('TSA-Policy: OID')])
  })

  it('is coloured in a terminal alone, where colours are wanted, and as wide as that', async () => {
    const told = async (terminal: { isTerminal: boolean; columns: number }, env = {}) =>
      (await callProgram(verifier, ['verify', witnessed, '--trust', trust], { terminal, env })).out.split(
        '\n',
      )
    const [first = '', ...lines] = await told({ isTerminal: true, columns: 60 })
    expect(first).toBe('\u001B[1;32mThis certificate is verified.\u001B[0m')
    const longest = (of: readonly string[]) =>
      of.filter((line) => line.length > 70 && !/[\w-]{43}/.test(line))
    expect(longest(lines)).toEqual([])
    expect((await told({ isTerminal: true, columns: 60 }, { NO_COLOR: '1' })).join('')).not.toContain(
      '\u001B',
    )
  })

  it('reads what an editor has put a byte order mark before, certificate and trust alike', async () => {
    const marked = goldenTrust('witnessed', newFolder())
    for (const file of ['tlog-policy.txt', 'jwks.json'])
      writeFileSync(join(marked, file), `\uFEFF${readFileSync(join(marked, file), 'utf8')}`)
    const path = written(`\uFEFF${goldenText('witnessed')}`)
    expect((await call(['verify', path, '--trust', marked])).code).toBe(0)
  })

  it('says when it was made as it says every other time', async () => {
    const args = ['verify', witnessed, '--trust', trust]
    expect((await call(args)).out).toMatch(/Made on +November 21, 2026 at 1:00:00 AM UTC\+1\n/)
    expect((await call([...args, '--lang=fr'])).out).toMatch(/Fait le +21 novembre 2026 à 01:00:00 UTC\+1\n/)
  })

  it('gives the report as JSON', async () => {
    const { code, out } = await run(['verify', witnessed, '--trust', trust, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'VERIFIED',
      fault: null,
      log: { level: 'WITNESSED' },
      trustFolder: trust,
    })
  })
})

const tampered = (from: string, to: string): string => {
  const text = goldenText('witnessed')
  expect(text).toContain(from)
  return written(text.replace(from, to))
}

const text = goldenText('witnessed')
const signatureEnd = text.indexOf('~')

describe('verify exits 1', () => {
  it('as a process', async () => {
    expect(await run(['verify', written('hello'), '--trust', trust])).toMatchObject({ code: 1, err: '' })
  })

  it.each<[string, () => string, string]>([
    [
      'a signature that was changed',
      () => written(`${text.slice(0, signatureEnd - 9)}AAAAAAAA${text.slice(signatureEnd - 1)}`),
      'signature/',
    ],
    [
      'a disclosure that was taken from elsewhere',
      () =>
        written(
          `${text.slice(0, signatureEnd + 1)}WyJBIiwicGhvbmUiLCIxIl0${text.slice(text.indexOf('~', signatureEnd + 1))}`,
        ),
      'disclosures/',
    ],
    ['another place in the log', () => tampered('index 7', 'index 6'), 'log/inclusion-invalid'],
    ['a later version', () => tampered('"v":1}', '"v":2}'), 'form/certificate-version-unknown'],
    ['junk', () => written('hello'), 'form/certificate-not-json'],
    ['nothing', () => written(''), 'form/certificate-not-json'],
    ['other bytes than UTF-8', () => written(Uint8Array.of(0xff, 0xfe)), 'form/certificate-not-utf8'],
    ['the ZIP of one', () => written(Uint8Array.of(0x50, 0x4b, 3, 4, 0xff)), 'form/certificate-zipped'],
    ['a file of a gigabyte that is no certificate', () => '/dev/zero', 'form/certificate-too-large'],
  ])('for %s', async (_, path, code) => {
    const { code: exit, out, err } = await call(['verify', path(), '--trust', trust])
    expect([exit, err]).toEqual([1, ''])
    expect(out).toContain('This certificate is refused.')
    expect(out).toContain(`[${code}`)
  })

  it('for a refusal, in the colour of a warning, unless any answer will do', async () => {
    const args = ['verify', goldenPath('refusal'), '--trust', goldenTrust('refusal')]
    const terminal = { isTerminal: true, columns: 100 }
    const { code, out, err } = await callProgram(verifier, args, { terminal })
    expect([code, err]).toEqual([1, ''])
    expect(out).toContain('\u001B[1;33mThis certificate is verified, but it shows no agreement.\u001B[0m')
    expect(JSON.parse((await call([...args, '--json'])).out)).toMatchObject({
      verdict: 'VERIFIED',
      agreement: 'NONE',
    })
    expect((await call([...args, '--any-answer'])).code).toBe(0)
  })

  it('for a refusal of whom it names, though any answer will do', async () => {
    const args = ['verify', goldenPath('refusal'), '--trust', goldenTrust('refusal'), '--any-answer']
    const { code, out } = await call([...args, '--recipient', 'sols'])
    expect([code, out.includes('[lead/recipient-not-named]')]).toEqual([1, true])
  })

  it('for a lead that it is not about, and a recipient that it does not name', async () => {
    const other = await call(['verify', witnessed, '--trust', trust, '--phone', '06 39 98 12 35'])
    expect([other.code, other.out.includes('[lead/lead-phone-mismatch]')]).toEqual([1, true])
    const mail = await call(['verify', witnessed, '--trust', trust, '--email', 'other@example.fr'])
    expect([mail.code, mail.out.includes('[lead/lead-email-mismatch]')]).toEqual([1, true])
    const nobody = await call(['verify', witnessed, '--trust', trust, '--recipient', 'nobody'])
    expect([nobody.code, nobody.out.includes('[lead/recipient-not-named]')]).toEqual([1, true])
  })
})

test('what no reader would see is marked in words and escaped in JSON', async () => {
  const { certificate, trust: folder } = await hiddenText()
  const args = ['verify', certificate, '--trust', folder]
  const { code, out } = await call(args)
  expect([code, out.includes('J’accepte \uFFFDneir\uFFFD tout\uFFFD')]).toEqual([0, true])
  const json = (await call([...args, '--json'])).out
  expect(json).toContain(String.raw`J’accepte \u202eneir\u202c tout\u200b`)
  expect(JSON.parse(json)).toMatchObject({ notice: { questions: [{ label: HIDDEN_LABEL }, {}, {}] } })
})

describe('verify --zip', () => {
  it('writes the parts of a certificate that is verified, and never over a file', async () => {
    const path = join(newFolder(), 'certificate.zip')
    const args = ['verify', witnessed, '--trust', trust, '--zip', path]
    expect((await run(args)).code).toBe(0)
    const zip = readFileSync(path)
    const parts = unzipSync(zip)
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(['VERIFY.md', 'certificate.json']))
    const again = await call(args)
    expect([again.code, again.err]).toEqual([2, expect.stringContaining(`${path} is already there.`)])
    expect(readFileSync(path)).toEqual(zip)
  })

  it('writes nothing of one that is refused, and says where it cannot write', async () => {
    const path = join(newFolder(), 'certificate.zip')
    const refused = await call(['verify', written('hello'), '--trust', trust, '--zip', path])
    expect([refused.code, existsSync(path)]).toEqual([1, false])
    const nowhere = await call(['verify', witnessed, '--trust', trust, '--zip', '/nonexistent/a.zip'])
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('cannot be written (ENOENT)')])
  })
})

test('it needs no server and no database, and what weighs much only for time stamps', () => {
  const load = (...args: string[]) => loadedBy(MAIN, args)
  const plain = load('verify', witnessed, '--trust', trust)
  const stamped = load('verify', goldenPath('timestamped'), '--trust', goldenTrust('timestamped'))
  expect(stamped.filter((url) => /\/(server|store|law)\/|sqlite|kysely|hono|graphql/.test(url))).toEqual([])
  expect(
    [plain, stamped].map((urls) => urls.some((url) => /\/evidence\/src\/timestamp\//.test(url))),
  ).toEqual([false, true])
})
