import { contactKindsOf } from '@constat/core/consent'
import type { ContactKind } from '@constat/core/vocabulary'
import { covers, type StoredChoice, type StoredObjection } from '@constat/law'
import { latestOfEachNotice, type TenantScope } from '@constat/store'
import { readContactKey, type RawContacts } from '../consent/contacts.ts'
import { documentOf } from '../notice/notice-cache.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError } from '../platform/problem.ts'
import { instantIssues } from './asked.ts'
import { decideOn, type Decision } from './decision.ts'
import { knownOfOne } from './known.ts'

type Put = Pick<StoredChoice, 'purpose' | 'channel'> & {
  readonly advertiser: string
  readonly goods: StoredChoice['goods'][number] | null
}

const putBy = ({
  purpose,
  channel,
  advertisers,
  goods,
}: Pick<StoredChoice, 'purpose' | 'channel' | 'advertisers' | 'goods'>): readonly Put[] =>
  advertisers.flatMap((advertiser) =>
    (goods.length === 0 ? [null] : goods).map((each) => ({ purpose, channel, advertiser, goods: each })),
  )

const nameOf = ({ purpose, channel, advertiser, goods }: Put): string =>
  JSON.stringify([purpose, channel, advertiser, goods?.key ?? null])

// What an objection answers though it was never put: all that the tenant's notices of today ask, as far as it reaches.
const objectedTo = async (
  { store: { reader } }: Deps,
  tenant: TenantScope,
  kind: ContactKind,
  objections: readonly StoredObjection[],
): Promise<readonly Put[]> => {
  if (objections.length === 0) return []
  const reaches = ({ channel, advertiser }: Put): boolean =>
    contactKindsOf(channel).includes(kind) &&
    objections.some(
      ({ scope, advertisers }) =>
        covers(scope, channel) && (advertisers === null || advertisers.includes(advertiser)),
    )
  const documents = (await latestOfEachNotice(reader, tenant)).map(documentOf)
  return documents.flatMap(({ questions, goods }) =>
    questions
      .flatMap((question) =>
        putBy({ ...question, goods: goods.filter(({ key }) => question.goods.includes(key)) }),
      )
      .filter(reaches),
  )
}

/**
 * Answers every question that was ever put to a contact by an instant, each once, in the order in which it was first
 * put: purpose × channel × advertiser × goods of the notices shown, under the strict profile; then those that the notices
 * of today ask and an objection answers, though they were never put. Their number is that of what the tenant's notices ask,
 * however often they were answered.
 *
 * @throws GraphQLError INVALID_INPUT when the contact or the instant is none.
 */
export const explain = async (
  deps: Deps,
  { tenant }: Principal,
  input: { readonly contact: RawContacts; readonly at: number | null },
): Promise<readonly Decision[]> => {
  const evaluatedAt = deps.clock()
  const at = input.at ?? evaluatedAt
  const contact = readContactKey(input.contact, ['contact'])
  const issues = [...(contact.ok ? [] : contact.issues), ...instantIssues(at, evaluatedAt, ['at'])]
  if (issues.length > 0 || !contact.ok) throw inputError(issues)
  const known = await knownOfOne(deps, tenant, { contact: contact.value, at, channel: null }, evaluatedAt)
  const put = known.history.choices
    .filter(({ answer, recordedAt }) => answer !== 'NOT_ASKED' && recordedAt <= at)
    .flatMap(putBy)
  const objections = known.history.objections.filter(({ recordedAt }) => recordedAt <= at)
  const all = [...put, ...(await objectedTo(deps, tenant, contact.value.kind, objections))]
  // A Map keeps the place of what came first.
  const each = new Map(all.map((one) => [nameOf(one), one]))
  const sectors = new Map(all.flatMap(({ goods }) => (goods ? [[goods.key, goods.sector]] : [])))
  return Array.from(each.values(), ({ goods, ...question }) => {
    const asked = { ...question, contact: contact.value, goods: goods?.key ?? null, at, facts: {} }
    const decision = decideOn(known, { ...asked, profile: 'strict' }, sectors, evaluatedAt)
    if (!decision.ok) throw inputError(decision.issues)
    return decision.value
  })
}
