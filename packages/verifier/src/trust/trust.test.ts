import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

const fetchTrust = (url: string, config: string, ...args: readonly string[]) =>
  runMain(MAIN, ['trust', 'fetch', url, ...args], { XDG_CONFIG_HOME: config })

describe('trust fetch', () => {
  it('shows the keys of a server, saves them, and verify believes them from then on', async () => {
    const { url, port } = await serve(honest)
    const config = newFolder()
    const { code, out } = await fetchTrust(url, config)
    expect(code).toBe(0)
    const kid: string = JSON.parse(jwks).keys[0].kid
    for (const shown of [kid, ...policy.trim().split('\n')]) expect(out).toContain(shown)
    expect(out).toContain('Compare these keys')
    const saved = join(config, 'constat', 'trust', `127.0.0.1_${port}`)
    expect(out).toContain(`Saved in ${saved}`)
    expect(readFileSync(join(saved, 'jwks.json'), 'utf8')).toBe(jwks)
    expect(readFileSync(join(saved, 'tlog-policy.txt'), 'utf8')).toBe(policy)
    const verified = await runMain(MAIN, ['verify', goldenPath('witnessed')], { XDG_CONFIG_HOME: config })
    expect(verified.code).toBe(0)
  })

  it('says that nothing has changed, in the folder that it was given', async () => {
    const { url } = await serve(honest)
    const dir = newFolder()
    expect((await fetchTrust(url, '', '--dir', dir)).code).toBe(0)
    const again = await fetchTrust(url, '', '--dir', dir, '--lang=fr')
    expect([again.code, again.out.includes(`Rien n’a changé dans ${dir}`)]).toEqual([0, true])
  })

  it('says what has changed, and replaces it only when told to, leaving the roots alone', async () => {
    const pages = { ...honest }
    const { url } = await serve(pages)
    const dir = newFolder()
    await fetchTrust(url, '', '--dir', dir)
    writeFileSync(join(dir, 'tsa-roots.pem'), 'mine')
    const [witness = ''] = policy.split('\n').filter((line) => line.startsWith('witness w3'))
    pages[POLICY] = policy.replace(`${witness}\n`, '').replace('w1 w2 w3', 'w1 w2')
    const changed = await fetchTrust(url, '', '--dir', dir)
    expect(changed.code).toBe(1)
    expect(changed.out).toContain(`  - ${witness}\n`)
    expect(changed.out).toContain('  + group g 2 w1 w2\n')
    expect(changed.out).toContain('--replace')
    expect(readFileSync(join(dir, 'tlog-policy.txt'), 'utf8')).toBe(policy)
    expect((await fetchTrust(url, '', '--dir', dir, '--replace')).code).toBe(0)
    expect(readFileSync(join(dir, 'tlog-policy.txt'), 'utf8')).toBe(pages[POLICY])
    expect(readFileSync(join(dir, 'tsa-roots.pem'), 'utf8')).toBe('mine')
  })

  it('does not silently replace what it cannot read', async () => {
    const { url } = await serve(honest)
    const dir = newFolder()
    writeFileSync(join(dir, 'jwks.json'), '{}')
    expect((await fetchTrust(url, '', '--dir', dir)).code).toBe(1)
    expect(readFileSync(join(dir, 'jwks.json'), 'utf8')).toBe('{}')
    expect((await fetchTrust(url, '', '--dir', dir, '--replace')).code).toBe(0)
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
