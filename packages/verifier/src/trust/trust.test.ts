import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { statementJwks, statementKeyFromSeed } from '@constat/evidence'
import { keyOf, randomOf } from '@constat/evidence/testing/log'
import { formatVkey, TYPE_ED25519, vkeyOf } from '@constat/tlog'
import { afterEach, describe, expect, it } from 'vitest'
import { callProgram } from '../testing/call.ts'
import { goldenPath, goldenTrust } from '../testing/golden.ts'
import { newFolder, runMain } from '../testing/run.ts'
import { verifier } from '../verifier.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = goldenTrust('witnessed')
const policy = readFileSync(join(folder, 'tlog-policy.txt'), 'utf8')
const jwks = readFileSync(join(folder, 'jwks.json'), 'utf8')

type Page = string | ((response: ServerResponse) => void)

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A server that shows these two files, and what it was asked for. */
const serve = async (pages: { [path: string]: Page }) => {
  const asked: string[] = []
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    const page = pages[url]
    if (typeof page === 'function') page(response)
    else response.writeHead(page === undefined ? 404 : 200).end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, port, asked }
}

const POLICY = '/.well-known/tlog-policy.txt'
const JWKS = '/.well-known/jwks.json'
const honest = { [POLICY]: policy, [JWKS]: jwks }

// The golden log is that of another host than this machine, as one that has moved.
const HOST = 'proofs.example.fr'

const fetchTrust = (url: string, config: string, ...args: readonly string[]) =>
  runMain(MAIN, ['trust', 'fetch', url, '--host', HOST, ...args], { XDG_CONFIG_HOME: config })

const fetchFrom = (url: string, config: string, ...args: readonly string[]) =>
  callProgram(verifier, ['trust', 'fetch', url, ...args], { env: { LANG: 'en', XDG_CONFIG_HOME: config } })

const savedIn = (config: string): string[] => {
  const saved = join(config, 'constat', 'trust')
  return existsSync(saved) ? readdirSync(saved) : []
}

const [log = ''] = policy.split('\n')
const own = policy.slice(log.length + 1)
const policyIn = (dir: string): string => readFileSync(join(dir, 'tlog-policy.txt'), 'utf8')

const logOf = (seed: string, origin: string): string =>
  `log ${formatVkey(vkeyOf(origin, TYPE_ED25519, keyOf(seed).publicKey))}\n`
const jwksOf = (...seeds: readonly string[]): string =>
  JSON.stringify(statementJwks(seeds.map((seed) => statementKeyFromSeed(randomOf(seed)(32)))))

describe('trust fetch', () => {
  it('shows the keys of a server, saves them, and verify believes them from then on', async () => {
    const { url } = await serve(honest)
    const config = newFolder()
    const { code, out } = await fetchTrust(url, config)
    expect(code).toBe(0)
    const kid: string = JSON.parse(jwks).keys[0].kid
    for (const shown of [kid, ...policy.trim().split('\n')]) expect(out).toContain(shown)
    expect(out).toContain('Compare these keys')
    const saved = join(config, 'constat', 'trust', HOST)
    expect(out).toContain(`Saved in ${saved}`)
    expect(readFileSync(join(saved, 'jwks.json'), 'utf8')).toBe(jwks)
    const verified = await runMain(MAIN, ['verify', goldenPath('witnessed')], { XDG_CONFIG_HOME: config })
    expect(verified.code).toBe(0)
    expect(verified.out).toMatch(new RegExp(`Trust folder +${saved}\\n`))
  })

  it('says that nothing has changed, in the folder that it was given', async () => {
    const { url } = await serve(honest)
    const dir = newFolder()
    expect((await fetchTrust(url, '', '--dir', dir)).code).toBe(0)
    const again = await fetchTrust(url, '', '--dir', dir, '--lang=fr')
    expect([again.code, again.out.includes(`Rien n’a changé dans ${dir}`)]).toEqual([0, true])
  })

  it('says what has changed, and replaces keys only when told to, leaving all that is the person’s alone', async () => {
    const pages = { ...honest }
    const { url } = await serve(pages)
    const dir = newFolder()
    await fetchTrust(url, '', '--dir', dir)
    const mine = `# Ours, by their letter of May\n${own}`
    writeFileSync(join(dir, 'tlog-policy.txt'), `${log}\n${mine}`)
    writeFileSync(join(dir, 'tsa-roots.pem'), 'mine')
    const kid: string = JSON.parse(jwks).keys[0].kid
    pages[JWKS] = JSON.stringify({ keys: [...JSON.parse(jwks).keys, ...JSON.parse(jwksOf('next')).keys] })
    pages[POLICY] = `${log}\nquorum none\n`
    const changed = await fetchTrust(url, '', '--dir', dir)
    expect(changed.code).toBe(1)
    expect(changed.out).toContain(`  + key ${JSON.parse(jwksOf('next')).keys[0].kid}\n`)
    expect(changed.out).not.toMatch(/^ {2}- /m)
    expect(changed.out).toContain('--replace')
    expect(changed.out).toMatch(/Your own lines on witnesses, left as they are:\n\n {2}witness w1 /)
    expect(readFileSync(join(dir, 'jwks.json'), 'utf8')).toBe(jwks)
    expect((await fetchTrust(url, '', '--dir', dir, '--replace')).code).toBe(0)
    expect(policyIn(dir)).toBe(`${log}\n${mine}`)
    expect(readFileSync(join(dir, 'jwks.json'), 'utf8')).toBe(pages[JWKS])
    expect(readFileSync(join(dir, 'tsa-roots.pem'), 'utf8')).toBe('mine')
    pages[JWKS] = JSON.stringify({
      keys: JSON.parse(jwks).keys.map((key: object) => ({ ...key, exp: 1_800_000_000 })),
    })
    expect((await fetchTrust(url, '', '--dir', dir)).out).toContain(
      `  + key ${kid} until January 15, 2027 at 9:00:00 AM UTC+1\n`,
    )
  })

  it('keeps the logs that it had beside those that the server shows, and never one key for another', async () => {
    const pages = { ...honest, [POLICY]: `${logOf('second', `${HOST}/log/2`)}quorum none\n` }
    const { url } = await serve(pages)
    const dir = goldenTrust('witnessed', newFolder())
    expect((await fetchTrust(url, '', '--dir', dir)).code).toBe(1)
    expect((await fetchTrust(url, '', '--dir', dir, '--replace')).code).toBe(0)
    expect(policyIn(dir)).toBe(`${log}\n${logOf('second', `${HOST}/log/2`)}${own}`)
    pages[POLICY] = `${logOf('other', `${HOST}/log/1`)}quorum none\n`
    const other = await fetchTrust(url, '', '--dir', dir)
    expect(other.code).toBe(1)
    expect(other.out).toContain(`  - ${log}\n`)
    expect(other.out).toContain(`  + ${logOf('other', `${HOST}/log/1`)}`)
  })

  it('does not silently replace what it cannot read', async () => {
    const { url } = await serve(honest)
    const dir = newFolder()
    writeFileSync(join(dir, 'jwks.json'), '{}')
    expect((await fetchTrust(url, '', '--dir', dir)).code).toBe(1)
    expect(readFileSync(join(dir, 'jwks.json'), 'utf8')).toBe('{}')
    expect((await fetchTrust(url, '', '--dir', dir, '--replace')).code).toBe(0)
    writeFileSync(join(dir, 'tlog-policy.txt'), 'mine\n')
    const kept = await fetchTrust(url, '', '--dir', dir, '--replace')
    expect([kept.code, kept.err]).toEqual([2, expect.stringContaining('may hold lines of yours')])
    expect(policyIn(dir)).toBe('mine\n')
  })

  it('follows redirects on the same server only', async () => {
    const elsewhere = await serve(honest)
    const to =
      (location: string): Page =>
      (response) =>
        response.writeHead(302, { location }).end()
    const near = await serve({ ...honest, '/p': policy, [POLICY]: to('/p') })
    expect((await fetchTrust(near.url, '', '--dir', newFolder())).code).toBe(0)
    const far = await serve({ ...honest, [POLICY]: to(`${elsewhere.url}${POLICY}`) })
    const led = await fetchTrust(far.url, '', '--dir', newFolder())
    expect([led.code, led.err.includes('points elsewhere'), elsewhere.asked]).toEqual([2, true, []])
    const round = await serve({ ...honest, [POLICY]: to(POLICY) })
    expect((await fetchTrust(round.url, '', '--dir', newFolder())).err).toContain('redirects without end')
    expect(round.asked).toHaveLength(4)
  })

  const endless: Page = (response) => {
    const more = (): void => {
      while (response.write('x'.repeat(65_536)));
      response.once('drain', more)
    }
    more()
  }

  it.each<[string, { [path: string]: Page }, string]>([
    ['has no policy', { [JWKS]: jwks }, 'answers 404'],
    ['sends without end', { ...honest, [JWKS]: endless }, 'longer than 512 kB'],
    [
      'sends no text',
      { ...honest, [POLICY]: (response) => response.end(Uint8Array.of(0xff)) },
      'not text in UTF-8',
    ],
    ['sends a page', { ...honest, [JWKS]: '<!doctype html>' }, 'jwks json'],
    [
      'sends a weak key',
      { ...honest, [JWKS]: jwks.replace(/"x":"[^"]*"/, `"x":"${'A'.repeat(43)}"`) },
      'unsound-key',
    ],
    ['hangs up', { ...honest, [POLICY]: (response) => response.destroy() }, 'does not answer'],
  ])('exits 2 and saves nothing from a server that %s', async (_, pages, said) => {
    const { url } = await serve(pages)
    const config = newFolder()
    const { code, err } = await fetchTrust(url, config)
    expect([code, err]).toEqual([2, expect.stringContaining(said)])
    expect((await runMain(MAIN, ['verify', goldenPath('witnessed')], { XDG_CONFIG_HOME: config })).code).toBe(
      2,
    )
  })

  it('refuses a log of another host than the one that was asked, unless the person names it', async () => {
    const { url, port } = await serve(honest)
    const config = newFolder()
    const { code, err } = await fetchFrom(url, config)
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`shows the log of ${HOST}, not of 127.0.0.1:${port}: to believe it would let`),
    ])
    expect(err).toContain(`add --host ${HOST}`)
    const french = await fetchFrom(url, config, '--lang=fr')
    expect(french.err).toContain(`laisserait celui qui tient ce serveur signer au nom de ${HOST}`)
    expect((await fetchFrom(url, config, '--host', 'another.example.fr')).code).toBe(2)
    expect(savedIn(config)).toEqual([])
    expect((await fetchFrom(url, config, '--host', HOST)).code).toBe(0)
  })

  it('takes the log of the very host that was asked', async () => {
    const pages: { [path: string]: Page } = { [JWKS]: jwks }
    const { url, port } = await serve(pages)
    pages[POLICY] = `${logOf('near', `127.0.0.1:${port}/log/1`)}quorum none\n`
    const config = newFolder()
    expect((await fetchFrom(url, config)).code).toBe(0)
    expect(savedIn(config)).toEqual([`127.0.0.1_${port}`])
    pages[POLICY] = 'quorum none\n'
    expect((await fetchFrom(url, config)).err).toContain('shows no log')
  })

  it('refuses a host that another folder has under another key', async () => {
    const config = newFolder()
    const honestly = await serve(honest)
    const folderOf = join(config, 'constat', 'trust', 'my own name')
    expect((await fetchFrom(honestly.url, config, '--host', HOST, '--dir', folderOf)).code).toBe(0)
    for (const pages of [
      { ...honest, [POLICY]: `${logOf('evil', `${HOST}/log/1`)}quorum none\n` },
      { ...honest, [POLICY]: `${logOf('evil', `${HOST}/log/2`)}quorum none\n` },
      { ...honest, [JWKS]: jwksOf('evil') },
    ]) {
      const evil = await serve(pages)
      for (const args of [[], ['--dir', newFolder()], ['--replace']]) {
        const { code, err } = await fetchFrom(evil.url, config, '--host', HOST, ...args)
        expect([code, err]).toEqual([
          2,
          expect.stringContaining(`already saved in ${folderOf}, under other keys`),
        ])
      }
    }
    expect(savedIn(config)).toEqual(['my own name'])
    expect((await fetchFrom(honestly.url, config, '--host', HOST)).code).toBe(0)
  })

  it('keeps one folder to one server', async () => {
    const dir = goldenTrust('witnessed', newFolder())
    const { url } = await serve(honest)
    const { code, err } = await fetchFrom(url, newFolder(), '--dir', dir)
    expect([code, err]).toEqual([2, expect.stringContaining(`holds the trust of ${HOST}`)])
  })

  it('shows the witnesses that a server names, and believes none that the person does not name', async () => {
    const { url } = await serve(honest)
    const dir = newFolder()
    const { out } = await fetchTrust(url, '', '--dir', dir)
    expect(out).toMatch(/Witnesses that the server names\. It cannot vouch for them[^]*\n\n {2}witness w1 /)
    expect(policyIn(dir)).toBe(`${log}\nquorum none\n`)
    const report = await runMain(MAIN, ['verify', goldenPath('witnessed'), '--trust', dir])
    expect(report.out).toContain('LOGGED: entered in the log, which its operator alone vouches for')
    expect(report.out).not.toMatch(/WITNESSED|Witnesses that you named/)
  })

  it('saves the witnesses that the person names, with as many wanted as was said, else all', async () => {
    const { url } = await serve(honest)
    const saved = async (...args: readonly string[]) => {
      const dir = newFolder()
      const { code } = await fetchTrust(url, '', '--dir', dir, ...args)
      return code === 0 ? policyIn(dir) : code
    }
    const [w1 = '', w2 = '', w3 = ''] = own.split('\n')
    expect(await saved('--witness', 'w2')).toBe(`${log}\n${w2}\nquorum w2\n`)
    expect(await saved('--witness', 'w1', '--witness', 'w3.example')).toBe(
      `${log}\n${w1}\n${w3}\ngroup named 2 w1 w3\nquorum named\n`,
    )
    expect(await saved('--witness', w1.split(' ')[2] ?? '', '--witness', 'w2', '--quorum', '1')).toBe(
      `${log}\n${w1}\n${w2}\ngroup named 1 w1 w2\nquorum named\n`,
    )
    const named = newFolder()
    await fetchTrust(url, '', '--dir', named)
    expect((await fetchTrust(url, '', '--dir', named, '--witness', 'w1')).code).toBe(0)
    expect(policyIn(named)).toBe(`${log}\n${w1}\nquorum w1\n`)
    const again = await fetchTrust(url, '', '--dir', named, '--witness', 'w2')
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('has lines of yours on witnesses')])
  })

  it.each([
    [['--witness', 'w9'], 'names no one witness w9; it names w1, w2, w3'],
    [['--witness', 'w1', '--quorum', '2'], '--quorum says how many'],
    [['--witness', 'w1', '--quorum', '0'], '--quorum says how many'],
    [['--quorum', '1'], '--quorum goes with --witness'],
    [['--witness'], '--witness needs a value'],
  ])('exits 2 for %j, and saves nothing', async (args, said) => {
    const { url } = await serve(honest)
    const config = newFolder()
    const { code, err } = await fetchFrom(url, config, '--host', HOST, ...args)
    expect([code, err, savedIn(config)]).toEqual([2, expect.stringContaining(said), []])
  })

  it.each([
    'proofs.example.fr',
    'http://proofs.example.fr',
    'https://user:secret@proofs.example.fr',
    'https://proofs.example.fr/path',
    'file:///etc/passwd',
    'https://localhost.evil.example/?x',
  ])('exits 2 for the address %s', async (url) => {
    const { code, err } = await callProgram(verifier, ['trust', 'fetch', url])
    expect([code, err]).toEqual([2, expect.stringContaining('Give the address of the server')])
  })
})
