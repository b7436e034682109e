import { mkdirSync, writeFileSync } from 'node:fs'
import { certificateBytes } from '../verify.ts'
import { EMAIL, jwks, makeCertified, ORIGIN, POLICY, type SceneChanges } from './certificates.ts'
import { logLine } from './log.ts'
import { makeAuthority } from './authority.ts'
import { makeStamper } from './stamps.ts'

/**
 * Writes golden certificates with their trust folders. Run once for each version of the format, and never again for it:
 * what is written is kept, and every later release must verify it.
 */
const folder = new URL('../../golden/v1/', import.meta.url)

const write = (name: string, files: { readonly [file: string]: string | Uint8Array }): void => {
  const into = new URL(`${name}/`, folder)
  mkdirSync(into, { recursive: true })
  for (const [file, content] of Object.entries(files))
    writeFileSync(new URL(file, into), content, { flag: 'wx' })
}

const golden = async (
  name: string,
  changes: SceneChanges,
  files: { readonly [file: string]: string } = {},
): Promise<void> => {
  const { certificate } = await makeCertified(changes)
  write(name, {
    'certificate.json': certificateBytes(certificate),
    'policy.txt': changes.trust?.policy ?? POLICY,
    'jwks.json': `${JSON.stringify(jwks)}\n`,
    ...files,
  })
}

const { root, stamp } = makeStamper(makeAuthority({ name: 'Golden' }))
const quorumNone = `${logLine(ORIGIN)}quorum none\n`

await golden('signed-and-logged', {
  cosigners: {},
  facts: { anchor: undefined },
  parts: { anchor: undefined, related: [] },
  trust: { policy: quorumNone },
})
await golden('witnessed', {})
await golden('timestamped', { stamp }, { 'tsa.pem': root })
await golden('refusal', {
  claims: [
    { name: 'email', value: EMAIL },
    { name: 'choice.appel', value: { answer: 'REFUSED' } },
    { name: 'choice.courriel', value: { answer: 'REFUSED' } },
    { name: 'choice.sms', value: { answer: 'UNANSWERED' } },
  ],
  facts: { kind: 'REFUSED', provenance: 'SERVER_ATTESTED', challenge: undefined },
  parts: { recipient: 'sols', contacts: ['email'] },
})
