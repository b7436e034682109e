import type { InputIssue, Parsed } from '@constat/core/problem'
import {
  makeCertificate,
  NOTICE_PUBLISHED,
  statementJwks,
  type CertificateParts,
  type StampedWith,
} from '@constat/evidence'
import type { Certificate, RelatedStatement } from '@constat/evidence/verify'
import {
  findCheckpoint,
  findNoticeById,
  firstTimestampedSize,
  leavesOf,
  statementOfNotice,
  statementsOf,
  timestampTokensOf,
  type ConsentEvent,
  type IssuedCertificate,
  type NoticeVersion,
  type TenantScope,
  type TimestampToken,
} from '@constat/store'
import { formatTlogProof } from '@constat/tlog'
import { payloadOf } from '../consent/payload.ts'
import { openPersonal } from '../consent/sealed-record.ts'
import { cosignedNote, leafProof, type LeafProof } from '../log/leaf-proof.ts'
import { policyText } from '../log/policy.ts'
import { newestWitnessedSize } from '../log/witnessed.ts'
import { documentOf } from '../notice/notice.service.ts'
import type { Deps } from '../platform/context.ts'
import { issue } from '../platform/problem.ts'

/** For whom a certificate is, and what it shows. */
export type CertificateScope = Pick<IssuedCertificate, 'recipient' | 'questions' | 'contacts'>

/** Why there is no certificate: what was asked is at fault, the record is gone, or the log has not come so far yet. */
export type NoCertificate =
  | { readonly reason: 'invalid'; readonly issues: readonly InputIssue[] }
  | { readonly reason: 'erased' | 'not-covered' }

export type Assembled =
  | { readonly ok: true; readonly value: Certificate }
  | ({ readonly ok: false } & NoCertificate)

const stamped = (tokens: readonly TimestampToken[]): readonly StampedWith[] =>
  tokens.map(({ der }) => ({ token: der, chain: [] }))

const proofText = ({ index, hashes, checkpoint }: LeafProof): string =>
  formatTlogProof({ index, proof: hashes, checkpoint })

/** Under the first checkpoint that an authority stamped, else the newest that enough witnesses signed, else the newest. */
const bestProof = async (deps: Deps, tenant: TenantScope, jti: string): Promise<LeafProof | undefined> => {
  const { reader } = deps.store
  const [leaf] = await leavesOf(reader, tenant, [jti])
  if (leaf === undefined) return undefined
  const { logId } = tenant
  const attested = [
    await firstTimestampedSize(reader, logId, leaf.index),
    await newestWitnessedSize(deps, reader, logId),
  ].filter((size) => size !== undefined)
  for (const size of attested) {
    const proof = await leafProof(deps, tenant, jti, size)
    if (proof.ok) return proof.value
  }
  const newest = await leafProof(deps, tenant, jti)
  return newest.ok ? newest.value : undefined
}

const anchorOf = async (
  { store: { reader } }: Deps,
  { logId }: TenantScope,
  jws: string,
): Promise<CertificateParts['anchor']> => {
  const { anchor } = payloadOf(jws)
  const checkpoint = anchor && (await findCheckpoint(reader, logId, anchor.size))
  return (
    checkpoint && {
      checkpoint: await cosignedNote(reader, logId, checkpoint),
      timestamps: stamped(await timestampTokensOf(reader, logId, checkpoint.size)),
    }
  )
}

// Absent for a version published before such statements were made.
const publicationOf = async (
  deps: Deps,
  tenant: TenantScope,
  notice: NoticeVersion,
): Promise<readonly RelatedStatement[]> => {
  const statement = await statementOfNotice(deps.store.reader, tenant, notice.id)
  const proof = statement && (await bestProof(deps, tenant, statement.jti))
  return statement && proof
    ? [{ event: NOTICE_PUBLISHED, statement: statement.jws, proof: proofText(proof) }]
    : []
}

const invalid = (issues: readonly InputIssue[]): Assembled => ({ ok: false, reason: 'invalid', issues })

/**
 * Makes the certificate of an event out of what is stored of it now: the same statement and answers each time, under the
 * proof that dates them best by then.
 */
export const assembleCertificate = async (
  deps: Deps,
  tenant: TenantScope,
  event: ConsentEvent,
  { recipient, questions, contacts }: CertificateScope,
): Promise<Assembled> => {
  const { reader } = deps.store
  const notice = event.noticeId === null ? undefined : await findNoticeById(reader, tenant, event.noticeId)
  if (!notice || event.supersedes !== null)
    return invalid([
      issue(
        ['event'],
        'not-a-submission',
        'Certificates are of submissions: give the event that recorded the answers.',
      ),
    ])
  const record = await openPersonal(deps, reader, tenant, event)
  if (!record) return { ok: false, reason: 'erased' }
  const [statement] = await statementsOf(reader, tenant, [event.eventId])
  const proof = await bestProof(deps, tenant, event.jti)
  if (!statement || !proof) return { ok: false, reason: 'not-covered' }
  const made: Parsed<Certificate> = makeCertificate({
    statement: statement.jws,
    disclosures: record.disclosures,
    notice: documentOf(notice),
    recipient,
    questions: questions ?? undefined,
    contacts,
    proof: proofText(proof),
    timestamps: stamped(proof.timestamps),
    anchor: await anchorOf(deps, tenant, statement.jws),
    related: await publicationOf(deps, tenant, notice),
    hints: {
      policy: (await policyText(deps, reader)) ?? '',
      jwks: statementJwks([deps.keys.statement]),
    },
  })
  return made.ok ? made : invalid(made.issues)
}
