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
import { isQuorumRequired, policyText } from '../log/policy.ts'
import { firstWitnessedSize } from '../log/witnessed.ts'
import { documentOf } from '../notice/notice-cache.ts'
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

/** The heads under which a certificate may stand: those that the published policy believes, or whichever there are. */
export type Heads = 'BELIEVED' | 'ANY'

type BestProof =
  | { readonly ok: true; readonly proof: LeafProof }
  | { readonly ok: false; readonly reason: 'not-covered' | 'not-witnessed' }

/**
 * Under the first head that the quorum of the published policy signed and an authority stamped, else the first that the quorum
 * signed; where the policy asks for no quorum, else the first that an authority stamped, else the newest.
 */
const bestProof = async (deps: Deps, tenant: TenantScope, jti: string, heads: Heads): Promise<BestProof> => {
  const { reader } = deps.store
  const [leaf] = await leavesOf(reader, tenant, [jti])
  if (leaf === undefined) return { ok: false, reason: 'not-covered' }
  const { logId } = tenant
  const after = leaf.index
  const isQuorumWanted = isQuorumRequired(deps) && heads === 'BELIEVED'
  const size =
    (await firstWitnessedSize(deps, reader, logId, { after, stamped: true })) ??
    (await firstWitnessedSize(deps, reader, logId, { after, stamped: false })) ??
    (isQuorumWanted ? undefined : await firstTimestampedSize(reader, logId, after))
  const proof = await leafProof(deps, tenant, jti, size)
  if (!proof.ok) return { ok: false, reason: 'not-covered' }
  return size === undefined && isQuorumWanted
    ? { ok: false, reason: 'not-witnessed' }
    : { ok: true, proof: proof.value }
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
// before the event, else the first. It stands under the very head of the event, which is as good for both.
const publishedBefore = async (
  deps: Deps,
  scope: TenantScope,
  first: StoredStatement,
  { index, size }: LeafProof,
): Promise<{ readonly statement: string; readonly proof: string } | undefined> => {
  const { logId } = scope
  const anew = await restatedOf(deps.store.reader, logId, first)
  const candidates = [
    ...anew.map((statement) => ({ statement, of: operatorOf(logId) })),
    { statement: first, of: scope },
  ]
  for (const { statement, of } of candidates) {
    const proof = await leafProof(deps, of, statement.jti, size)
    if (proof.ok && proof.value.index < index)
      return { statement: statement.jws, proof: proofText(proof.value) }
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
  heads: Heads,
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
  const best = await bestProof(deps, tenant, event.jti, heads)
  if (!best.ok) return best
  if (!statement) return { ok: false, reason: 'not-covered' }
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
