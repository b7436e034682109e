import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { keyOf } from '@constat/evidence/testing/log'
import { formatVkey, TYPE_ED25519, vkeyOf } from '@constat/tlog'
import { describe, expect, it } from 'vitest'
import { callProgram } from '../testing/call.ts'
import { goldenPath, goldenTrust } from '../testing/golden.ts'
import { newFolder } from '../testing/run.ts'
import { verifier } from '../verifier.ts'

const witnessed = goldenPath('witnessed')

describe('without --trust', () => {
  /** Trusts that were saved: which of the golden files each folder has, and its policy where that is another. */
  const savedTrusts = (policies: { readonly [name: string]: string | undefined }) => {
    const config = newFolder()
    const folders = Object.entries(policies).map(([name, policy]) => {
      const folder = join(config, 'constat', 'trust', name)
      mkdirSync(folder, { recursive: true })
      goldenTrust('witnessed', folder)
      if (policy !== undefined) writeFileSync(join(folder, 'tlog-policy.txt'), policy)
      return folder
    })
    return { folders, env: { LANG: 'en', XDG_CONFIG_HOME: config } }
  }
  const logLine = (seed: string, origin: string) =>
    `log ${formatVkey(vkeyOf(origin, TYPE_ED25519, keyOf(seed).publicKey))}\nquorum none\n`

  it('only a trust of the log that the certificate is in counts, and the report names its folder', async () => {
    const { folders, env } = savedTrusts({
      'another.example.com': logLine('another', 'another.example.com/log/1'),
      'proofs.example.fr': undefined,
    })
    const { code, out } = await callProgram(verifier, ['verify', witnessed], { env })
    expect([code, out.includes('proofs.example.fr/log/1')]).toEqual([0, true])
    expect(out).toMatch(new RegExp(`Trust folder +${folders[1] ?? ''}\\n`))
  })

  it('a server that is trusted for its own log is not heard on another’s', async () => {
    const { env } = savedTrusts({
      'another.example.com': logLine('another', 'another.example.com/log/1'),
    })
    const { code, out } = await callProgram(verifier, ['verify', witnessed], { env })
    expect([code, out.includes('[signature/key-unknown]')]).toEqual([1, true])
    expect(out).toMatch(/Trust folder +none: you have saved nothing for the log of this certificate\n/)
    expect(out).not.toContain('another.example.com')
    const json = await callProgram(verifier, ['verify', witnessed, '--json'], { env })
    expect(JSON.parse(json.out)).toMatchObject({ verdict: 'REFUSED', trustFolder: null, proved: [] })
  })

  it('two keys for one log are a question to the person, not a choice of ours', async () => {
    const { folders, env } = savedTrusts({
      evil: logLine('evil', 'proofs.example.fr/log/1'),
      'proofs.example.fr': undefined,
    })
    const { code, out, err } = await callProgram(verifier, ['verify', witnessed], { env })
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(
      `The log proofs.example.fr/log/1 has several keys of yours: ${folders.join(' and ')}`,
    )
  })

  it('of two folders for one log under one key, the one that gets furthest counts', async () => {
    const { folders, env } = savedTrusts({ 'a-stale': undefined, 'proofs.example.fr': undefined })
    writeFileSync(join(folders[0] ?? '', 'jwks.json'), '{"keys":[]}')
    const { code, out } = await callProgram(verifier, ['verify', witnessed], { env })
    expect([code, out.includes(folders[1] ?? '?')]).toEqual([0, true])
  })
})
