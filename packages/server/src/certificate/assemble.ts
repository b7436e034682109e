import { contactKindsOf } from '@constat/core/consent'
import type { NoticeDocument } from '@constat/core/notice'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { ContactKind } from '@constat/core/vocabulary'
import {
  makeCertificate,
  NOTICE_PUBLISHED,
  questionsFor,
  type CertificateParts,
  type StampedWith,
  WIDGET_RELEASED,
} from '@constat/evidence'
import type { Certificate, RelatedStatement } from '@constat/evidence/verify'
import {
  choicesOf,
  findCheckpoint,
  findNoticeById,
  firstTimestampedSize,
  leavesOf,
  operatorOf,
  statementAbout,
  statementOfNotice,
  statementsOf,
  timestampTokensOf,
  type ConsentEvent,
  type IssuedCertificate,
  type NoticeVersion,
  type StoredStatement,
  type StoredChoice,
  type TenantScope,
  type TimestampToken,
  isConfirmation,
} from '@constat/store'
import { formatTlogProof } from '@constat/tlog'
import { payloadOf } from '../consent/payload.ts'
import { openPersonal } from '../consent/sealed-record.ts'
import { cosignedNote, leafProof, type LeafProof } from '../log/leaf-proof.ts'
import { MERGE_DELAY_SECONDS } from '../log/pledge.ts'
import { policyText } from '../log/policy.ts'
import { newestWitnessedSize } from '../log/witnessed.ts'
import { documentOf } from '../notice/notice.service.ts'
import type { Deps } from '../platform/context.ts'
import { issue } from '../platform/problem.ts'
import { restatedOf } from '../signing-key/restate.ts'
import { publishedJwks } from '../signing-key/signing-key.service.ts'
import { releaseOf } from '../widget/release.service.ts'

/** For whom a certificate is, and what it shows. */
export type CertificateScope = Pick<IssuedCertificate, 'recipient' | 'questions' | 'contacts'>

/** Why there is no certificate: what was asked is at fault, the record is gone, or the log has not come so far yet. */
export type NoCertificate =
  | { readonly reason: 'invalid'; readonly issues: readonly InputIssue[] }
  | { readonly reason: 'erased' | 'not-covered' | 'not-witnessed' }

export type Assembled =
  | { readonly ok: true; readonly value: Certificate }
  | ({ readonly ok: false } & NoCertificate)

const stamped = (
  { tsaChain = [] }: Pick<Deps, 'tsaChain'>,
  tokens: readonly TimestampToken[],
): readonly StampedWith[] => tokens.map(({ der }) => ({ token: der, chain: tsaChain }))

const proofText = ({ index, hashes, checkpoint }: LeafProof): string =>
  formatTlogProof({ index, proof: hashes, checkpoint })

type BestProof = { readonly proof: LeafProof; readonly isAttested: boolean }

/** Under the first checkpoint that an authority stamped, else the newest that enough witnesses signed, else the newest. */
const bestProof = async (deps: Deps, tenant: TenantScope, jti: string): Promise<BestProof | undefined> => {
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
    if (proof.ok) return { proof: proof.value, isAttested: true }
  }
  const newest = await leafProof(deps, tenant, jti)
  return newest.ok ? { proof: newest.value, isAttested: false } : undefined
}

const anchorOf = async (
  deps: Deps,
  { logId }: TenantScope,
  jws: string,
): Promise<CertificateParts['anchor']> => {
  const { reader } = deps.store
  const { anchor } = payloadOf(jws)
  const checkpoint = anchor && (await findCheckpoint(reader, logId, anchor.size))
  return (
    checkpoint && {
      checkpoint: await cosignedNote(reader, logId, checkpoint),
      timestamps: stamped(deps, await timestampTokensOf(reader, logId, checkpoint.size)),
    }
  )
}

// The statement of a publication that stands in the log before the event: the one made anew where its key was compromised
// before the event, else the first.
const publishedBefore = async (
  deps: Deps,
  scope: TenantScope,
  first: StoredStatement,
  { index }: LeafProof,
): Promise<{ readonly statement: string; readonly proof: string } | undefined> => {
  const { logId } = scope
  const anew = await restatedOf(deps.store.reader, logId, first)
  const candidates = [
    ...anew.map((statement) => ({ statement, of: operatorOf(logId) })),
    { statement: first, of: scope },
  ]
  for (const { statement, of } of candidates) {
    const best = await bestProof(deps, of, statement.jti)
    if (best && best.proof.index < index) return { statement: statement.jws, proof: proofText(best.proof) }
  }
  return undefined
}

// Absent for a version published before such statements were made.
const publicationOf = async (
  deps: Deps,
  tenant: TenantScope,
  notice: NoticeVersion,
  proof: LeafProof,
): Promise<readonly RelatedStatement[]> => {
  const first = await statementOfNotice(deps.store.reader, tenant, notice.id)
  const published = first && (await publishedBefore(deps, tenant, first, proof))
  return published ? [{ event: NOTICE_PUBLISHED, ...published }] : []
}

// Absent for a page that says nothing of its build, and for one that nobody had released when the consent came in.
const widgetOf = async (
  deps: Deps,
  { logId }: TenantScope,
  jws: string,
  proof: LeafProof,
): Promise<readonly RelatedStatement[]> => {
  const { widget, iss } = payloadOf(jws)
  if (widget?.sha256 === undefined) return []
  const { version, sha256 } = widget
  const first = await statementAbout(deps.store.reader, logId, releaseOf({ version, sha256 }))
  const published = first && (await publishedBefore(deps, operatorOf(logId), first, proof))
  return published && payloadOf(published.statement).iss === iss
    ? [{ event: WIDGET_RELEASED, ...published }]
    : []
}

// A checkpoint is put before the witnesses within seconds; when they do not answer, the proof stands without them.
const isAwaitingWitnesses = ({ witnesses, clock }: Deps, event: ConsentEvent, best: BestProof): boolean =>
  !best.isAttested &&
  (witnesses?.witnesses.length ?? 0) > 0 &&
  clock() < event.recordedAt + MERGE_DELAY_SECONDS * 1000

/**
 * What a party may be shown: the contacts that it was allowed to use; undefined when nothing was agreed to. The controller, who collected them, may show all of
 * them, and a refusal too.
 */
const contactsFor = (
  { controller, questions }: NoticeDocument,
  choices: readonly StoredChoice[],
  { recipient, contacts }: CertificateScope,
): readonly ContactKind[] | undefined => {
  if (recipient === controller) return contacts
  const agreed = questions.filter(({ key, advertisers }) => {
    const answer = choices.find(({ questionKey }) => questionKey === key)?.answer
    return advertisers.includes(recipient) && answer === 'GRANTED'
  })
  const usable = agreed.flatMap(({ channel }) => contactKindsOf(channel))
  return agreed.length === 0 ? undefined : contacts.filter((kind) => usable.includes(kind))
}

const names = (document: NoticeDocument, recipient: string): boolean =>
  document.questions.some(({ advertisers }) => advertisers.includes(recipient))

const issuesOf = (parsed: Parsed<unknown>): readonly InputIssue[] => (parsed.ok ? [] : parsed.issues)

const invalid = (issues: readonly InputIssue[]): Assembled => ({ ok: false, reason: 'invalid', issues })

/**
 * Makes the certificate of an event out of what is stored of it now: the same statement and answers each time, under the
 * proof that dates them best by then.
 */
export const assembleCertificate = async (
  deps: Deps,
  tenant: TenantScope,
  event: ConsentEvent,
  scope: CertificateScope,
): Promise<Assembled> => {
  const { recipient, questions } = scope
  const { reader } = deps.store
  const notice = event.noticeId === null ? undefined : await findNoticeById(reader, tenant, event.noticeId)
  if (!notice || (event.supersedes !== null && !isConfirmation(event)))
    return invalid([
      issue(
        ['event'],
        'not-a-submission',
        'Certificates are of submissions and of their confirmations: give the event that recorded the answers.',
      ),
    ])
  const record = await openPersonal(deps, reader, tenant, event)
  if (!record) return { ok: false, reason: 'erased' }
  const document = documentOf(notice)
  const shown = contactsFor(document, await choicesOf(reader, tenant, [event.eventId]), scope)
  if (shown === undefined && names(document, recipient))
    return invalid([
      issue(
        ['recipient'],
        'not-agreed',
        'The person agreed to nothing that names this party: nothing of hers may be passed to it.',
      ),
      ...issuesOf(questionsFor({ notice: document, recipient, questions: questions ?? undefined })),
    ])
  const [statement] = await statementsOf(reader, tenant, [event.eventId])
  const best = await bestProof(deps, tenant, event.jti)
  if (!statement || !best) return { ok: false, reason: 'not-covered' }
  if (isAwaitingWitnesses(deps, event, best)) return { ok: false, reason: 'not-witnessed' }
  const { proof } = best
  const made: Parsed<Certificate> = makeCertificate({
    statement: statement.jws,
    disclosures: record.disclosures,
    notice: document,
    recipient,
    questions: questions ?? undefined,
    // A party that no question names is refused for that alone.
    contacts: shown ?? scope.contacts,
    proof: proofText(proof),
    timestamps: stamped(deps, proof.timestamps),
    anchor: await anchorOf(deps, tenant, statement.jws),
    related: [
      ...(await publicationOf(deps, tenant, notice, proof)),
      ...(await widgetOf(deps, tenant, statement.jws, proof)),
    ],
    hints: {
      policy: (await policyText(deps, reader)) ?? '',
      jwks: await publishedJwks(deps, reader),
    },
  })
  return made.ok ? made : invalid(made.issues)
}
