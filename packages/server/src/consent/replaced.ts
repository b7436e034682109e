import { contactKindsOf } from '@constat/core/consent'
import type { Contact } from '@constat/core/contact'
import {
  eventsByIds,
  releaseIdempotencyKey,
  takeIdempotencyKey,
  type Bytes,
  type IdempotencyEntry,
  type NewEvent,
  type TenantScope,
  type Writer,
} from '@constat/store'
import type { Deps, Principal } from '../platform/context.ts'
import { touchSubmission, withdrawalOf } from './end-consents.ts'
import { fingerprint } from './idempotency.ts'
import type { RecordConsentInput } from './submission.ts'

/** What takes the place of earlier submissions, and as which entry their keys are taken where they have not come yet. */
export type Replacing = {
  readonly input: RecordConsentInput
  /** The contacts of the input, normalised. */
  readonly contacts: readonly Contact[]
  readonly entry: Omit<IdempotencyEntry, 'key' | 'fingerprint'>
  readonly at: number
}

/** What a replacement writes, and how to take it back where it is not written after all. */
export type Replaced = { readonly events: readonly NewEvent[]; readonly undo: () => Promise<void> }

/** As what a key is taken that a later submission replaced before it came. */
export const replacedPrint = (deps: Deps, tenant: TenantScope, key: string): Bytes =>
  fingerprint(deps, tenant, 'replaced', key)

const valueOf = (contacts: readonly Contact[], kind: string): string | undefined =>
  contacts.find((each) => each.kind === kind)?.value

/**
 * Ends, in this transaction, what the submissions that this one replaces granted and it does not, for the same contact: the
 * person corrected herself before her form went (GDPR art. 7(3)). One that arrives after its successor finds its key taken and
 * grants nothing; what it objects to is recorded ({@link replacedPrint}). What a page names nobody else can
 * (`guessableKeyIssues`): it replaces the copy of a back end, too.
 */
export const replaceSubmissions = async (
  deps: Deps,
  trx: Writer,
  principal: Principal,
  { input, contacts, entry, at }: Replacing,
): Promise<Replaced> => {
  const { tenant, kind } = principal
  const isGranted = (question: string): boolean =>
    input.choices.some((choice) => choice.question === question && choice.answer === 'GRANTED')
  const events: NewEvent[] = []
  const taken: IdempotencyEntry[] = []
  for (const key of new Set(input.replaces)) {
    if (key === input.idempotencyKey) continue
    const replaced = { ...entry, key, fingerprint: replacedPrint(deps, tenant, key) }
    const earlier = await takeIdempotencyKey(trx, tenant, replaced)
    if (!earlier) {
      taken.push(replaced)
      continue
    }
    const [submission] = await eventsByIds(trx, tenant, earlier.eventIds.slice(0, 1))
    if (!submission) continue
    // Its entry may stand for another that never came, as well.
    if (events.some(({ supersedes }) => supersedes === submission.eventId)) continue
    const event = await withdrawalOf(
      deps,
      trx,
      {
        tenant,
        reach: {},
        provenance: kind === 'SITE' ? 'SITE_CHALLENGED' : 'SERVER_ATTESTED',
        at,
        isMeant: ({ key: question, channel }, before) =>
          !isGranted(question) ||
          before.some(
            ({ kind: each, value }) =>
              contactKindsOf(channel).includes(each) && value !== valueOf(contacts, each),
          ),
      },
      await touchSubmission(tenant, submission)(trx),
      submission,
    )
    if (event) events.push(event)
  }
  return {
    events,
    undo: async () => {
      for (const each of taken) await releaseIdempotencyKey(trx, tenant, each)
    },
  }
}
