import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticeBytes } from '@constat/core/notice'
import { certificateBytes } from '@constat/evidence/verify'
import { jwks, makeCertified, POLICY } from '@constat/evidence/testing/certificates'
import { newFolder } from './run.ts'

/** What the notice of {@link hiddenText} says in its first question: the end of it is turned round, and one sign has no width. */
export const HIDDEN_LABEL = 'J’accepte \u202Eneir\u202C tout\u200B'

/** A certificate that verifies, of a notice with characters that no reader sees, with its trust folder. */
export const hiddenText = async (): Promise<{ readonly certificate: string; readonly trust: string }> => {
  const { parts } = await makeCertified()
  const [first, ...others] = parts.notice.questions
  if (!first) throw new Error('The notice asks nothing.')
  const notice = { ...parts.notice, questions: [{ ...first, label: HIDDEN_LABEL }, ...others] }
  const sha256 = createHash('sha256').update(noticeBytes(notice)).digest('hex')
  const { certificate } = await makeCertified({
    facts: { notice: { key: notice.key, version: 17, locale: notice.locale, sha256 } },
    parts: { notice, related: [] },
  })
  const trust = newFolder()
  writeFileSync(join(trust, 'tlog-policy.txt'), POLICY)
  writeFileSync(join(trust, 'jwks.json'), JSON.stringify(jwks))
  const path = join(newFolder(), 'certificate.json')
  writeFileSync(path, certificateBytes(certificate))
  return { certificate: path, trust }
}
