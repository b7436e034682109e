import { formatVkey } from '@constat/tlog'
import type { Trust } from '../trust/trust.ts'
import type { Certificate } from './certificate.ts'

// As words of text: what is not believed is not worth the arithmetic of reading it.
const vkeysIn = (policy: string): readonly string[] =>
  policy.split('\n').flatMap((line) => {
    const [keyword, first = '', second = ''] = line.trim().split(/[ \t]+/)
    if (keyword === 'log') return [first]
    return keyword === 'witness' ? [second] : []
  })

/**
 * Which of a certificate's hints name keys that the verifier does not trust. They are said, and never believed: whoever
 * made the certificate chose them.
 */
export const hintsThatDiffer = (
  { hints }: Certificate,
  { policy, keys }: Trust,
): readonly ('policy' | 'jwks')[] => {
  const trusted = new Set([...policy.logs, ...policy.witnesses].map(({ vkey }) => formatVkey(vkey)))
  const isKnownPolicy = vkeysIn(hints.policy).every((vkey) => trusted.has(vkey))
  const areKnownKeys = hints.jwks.keys.every(({ kid }) => keys.has(kid))
  return [...(isKnownPolicy ? [] : (['policy'] as const)), ...(areKnownKeys ? [] : (['jwks'] as const))]
}
