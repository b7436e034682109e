import { join } from 'node:path'
import { readTrust, type Trust } from '@constat/evidence/verify'
import { parsePolicy } from '@constat/tlog'
import { CallFault } from '../command/command.ts'
import type { HeldPolicy } from './own-policy.ts'
import { trustFault } from './trust-fault.ts'
import { readTrustFolder } from './trust-folder.ts'

/** What a folder holds of a server: its policy and its trust as a whole, each as far as it is there and can be read. */
export type HeldTrust = { readonly policy?: HeldPolicy | undefined; readonly trust?: Trust | undefined }

/**
 * What a folder holds already; undefined for neither policy nor keys.
 *
 * @throws CallFault for a policy that is none: it may hold lines that the person wrote, so nothing takes its place
 */
export const heldIn = async (folder: string): Promise<HeldTrust | undefined> => {
  const { 'tlog-policy.txt': text, 'jwks.json': jwks } = await readTrustFolder(folder)
  if (text === undefined) return jwks === undefined ? undefined : {}
  const policy = parsePolicy(text)
  if (!policy.ok) {
    const { fr, en } = trustFault([{ path: ['policy', String(policy.line)], rule: policy.code, message: '' }])
    throw new CallFault({
      fr: `${join(folder, 'tlog-policy.txt')} est malformé, et peut contenir des lignes à vous : corrigez-le ou déplacez-le. ${fr}.`,
      en: `${join(folder, 'tlog-policy.txt')} is malformed, and may hold lines of yours: mend it or move it away. ${en}.`,
    })
  }
  const trust = jwks === undefined ? undefined : await readTrust({ policy: text, jwks, tsaRoots: [] })
  return { policy: { policy: policy.value, text }, trust: trust?.ok ? trust.value : undefined }
}
