import type { StoredChoice } from '@constat/law'
import { readContactKey, type RawContacts } from '../consent/contacts.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { inputError } from '../platform/problem.ts'
import { instantIssues } from './asked.ts'
import { decideOn, type Decision } from './decision.ts'
import { knownOfOne } from './known.ts'

type Put = Pick<StoredChoice, 'purpose' | 'channel'> & {
  readonly advertiser: string
  readonly goods: StoredChoice['goods'][number] | null
}

const putBy = ({ purpose, channel, advertisers, goods }: StoredChoice): readonly Put[] =>
  advertisers.flatMap((advertiser) =>
    (goods.length === 0 ? [null] : goods).map((each) => ({ purpose, channel, advertiser, goods: each })),
  )

const nameOf = ({ purpose, channel, advertiser, goods }: Put): string =>
  JSON.stringify([purpose, channel, advertiser, goods?.key ?? null])

/**
 * Answers every question that was ever put to a contact by an instant, each once, in the order in which it was first
 * put: purpose × channel × advertiser × goods of the notices shown, under the strict profile. Their number is that of
 * what the tenant's notices ask, however often they were answered.
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
  const known = await knownOfOne(deps, deps.store.reader, tenant, contact.value)
  const put = known.history.choices
    .filter(({ answer, recordedAt }) => answer !== 'NOT_ASKED' && recordedAt <= at)
    .flatMap(putBy)
  // A Map keeps the place of what came first.
  const each = new Map(put.map((one) => [nameOf(one), one]))
  const sectors = new Map(put.flatMap(({ goods }) => (goods ? [[goods.key, goods.sector]] : [])))
  return Array.from(each.values(), ({ goods, ...question }) => {
    const asked = { ...question, contact: contact.value, goods: goods?.key ?? null, at, facts: {} }
    const decision = decideOn(known, { ...asked, profile: 'strict' }, sectors, evaluatedAt)
    if (!decision.ok) throw inputError(decision.issues)
    return decision.value
  })
}
