import { canonicalBytes, sha256Hex, type Sha256 } from '@constat/core/canonical'
import { noticeBytes, noticeSha256, noticeText, parseNotice, type NoticeDocument } from '@constat/core/notice'
import { newId } from '@constat/core/id'
import type { InputIssue } from '@constat/core/problem'
import { makeNoticeStatement } from '@constat/evidence'
import { lintNotice, type LintFinding, type NoticeFacts } from '@constat/law'
import {
  insertNoticeVersion,
  insertStatement,
  latestNoticeVersion,
  nextNoticeVersion,
  statementOfNotice,
  type KeyConflict,
  type NoticeVersion,
  type TenantScope,
  type Writer,
} from '@constat/store'
import { pledgeOf } from '../log/pledge.ts'
import { noticeBySha256 } from './notice-cache.ts'
import type { Deps, Principal } from '../platform/context.ts'
import {
  inputError,
  issue,
  noticeUnlawful,
  problem,
  under,
  type NoticeUnlawful,
  type Problem,
} from '../platform/problem.ts'

const TEXTS = new WeakMap<NoticeDocument, Promise<Sha256>>()

/** The SHA-256 of what a person reads of a notice, as the widget measures it; computed once per document. */
export const textSha256Of = (document: NoticeDocument): Promise<Sha256> => {
  const known = TEXTS.get(document) ?? sha256Hex(canonicalBytes(noticeText(document)))
  TEXTS.set(document, known)
  return known
}

export type PublishNoticePayload = {
  readonly __typename: 'PublishNoticePayload'
  readonly notice: NoticeVersion
  /** Warnings only. */
  readonly findings: readonly LintFinding[]
}

/** Facts of {@link NoticeFacts} as GraphQL gives them: null is not known, as absent is. */
type StatedNoticeFacts = { readonly [fact in keyof NoticeFacts]?: NoticeFacts[fact] | null }

const knownOf = (facts: StatedNoticeFacts | null | undefined): NoticeFacts =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([, fact]) => fact !== null))

const DOCUMENT_PATH = ['input', 'document']

const describe = ({ of, key, stored }: KeyConflict): InputIssue =>
  issue(
    [...DOCUMENT_PATH, of === 'party' ? 'parties' : 'goods'],
    'one-key-one-meaning',
    `"${key}" already means "${stored}" here: use another key, or that meaning.`,
  )

// A version of the time before there were such statements gets one when it is published again.
const stateNotice = async (
  deps: Deps,
  trx: Writer,
  tenant: TenantScope,
  { id, key, version, locale, sha256 }: NoticeVersion,
  createdAt: number,
): Promise<void> => {
  if (await statementOfNotice(trx, tenant, id)) return
  const { keys, random } = deps
  const statement = makeNoticeStatement(
    {
      recordedAt: createdAt,
      tenant: tenant.tenantId,
      notice: { key, version, locale, sha256 },
      ...(await pledgeOf(deps, trx, tenant)),
    },
    { key: keys.statement, random },
  )
  await insertStatement(trx, tenant, { ...statement, noticeId: id, createdAt })
}

/**
 * Publishes a notice as the next version of its series, for ever, with the statement that says so. The same document
 * again answers with the version that holds it. The facts of the processing are judged with it and not stored.
 */
export const publishNotice = async (
  deps: Deps,
  principal: Principal,
  input: { readonly document?: unknown; readonly facts?: StatedNoticeFacts | null | undefined },
): Promise<PublishNoticePayload | NoticeUnlawful | Problem<'InvalidInput' | 'Conflict'>> => {
  const parsed = parseNotice(input.document)
  if (!parsed.ok) return problem('InvalidInput', under(DOCUMENT_PATH, parsed.issues))
  const document = parsed.value
  const publishedAt = deps.clock()
  const findings = lintNotice(document, { at: publishedAt, facts: knownOf(input.facts) })
  if (findings.some(({ severity }) => severity === 'ERROR')) return noticeUnlawful(DOCUMENT_PATH, findings)
  const sha256 = await noticeSha256(document)
  const outcome = await deps.store.write(async (trx) => {
    const published = await insertNoticeVersion(trx, principal.tenant, {
      id: newId('noticeVersion', deps.clock, deps.random),
      key: document.key,
      locale: document.locale,
      sha256,
      document: noticeBytes(document),
      parties: document.parties.map(({ key, legalName }) => ({ key, legalName })),
      goods: document.goods.map(({ key, sector }) => ({ key, sector })),
      publishedAt,
    })
    if (published.outcome !== 'CONFLICT')
      await stateNotice(deps, trx, principal.tenant, published.notice, publishedAt)
    return published
  })
  return outcome.outcome === 'CONFLICT'
    ? problem('Conflict', outcome.conflicts.map(describe))
    : { __typename: 'PublishNoticePayload', notice: outcome.notice, findings }
}

/**
 * What the law of today holds against a document; nothing is stored.
 *
 * @throws GraphQLError INVALID_INPUT when it has not the shape of a notice.
 */
export const lint = (
  { clock }: Deps,
  document: unknown,
  facts?: StatedNoticeFacts | null,
): readonly LintFinding[] => {
  const parsed = parseNotice(document)
  if (!parsed.ok) throw inputError(under(['document'], parsed.issues))
  return lintNotice(parsed.value, { at: clock(), facts: knownOf(facts) })
}

/**
 * The latest published version of a series. A regional locale falls back to its language (RFC 4647 §3.4); without
 * locale it is the one in which that key was first published.
 */
export const latestNotice = async (
  { store }: Deps,
  { tenant }: Principal,
  key: string,
  locale?: string | null,
): Promise<NoticeVersion | undefined> => {
  if (!locale) return latestNoticeVersion(store.reader, tenant, key)
  const found = await latestNoticeVersion(store.reader, tenant, key, locale)
  return found ?? latestNoticeVersion(store.reader, tenant, key, new Intl.Locale(locale).language)
}

/** The version of this address while pages may still show it: none took its place, or only since an instant. */
export const noticeStillShown = async (
  { store }: Deps,
  { tenant }: Principal,
  sha256: Sha256,
  since: number,
): Promise<NoticeVersion | undefined> => {
  const notice = await noticeBySha256(store, tenant, sha256)
  const next = notice && (await nextNoticeVersion(store.reader, tenant, notice))
  return next && next.publishedAt < since ? undefined : notice
}
