import type { RecordConsentInput } from '../generated/graphql.ts'
import { ConstatRecordedEvent } from '../events.ts'
import { type Outcome, type Site } from './ask.ts'
import { startCapture } from './capture.ts'
import { keepReceipt } from './kept-receipt.ts'
import { recordConsent, type Receipt } from './record.ts'
import { seal, unseal, type Sealed } from './seal.ts'
import { openShelf } from './shelf.ts'

/** A record on its way, with what it takes to get a challenge for it where the page left before one came. */
export type Parcel = {
  readonly site: Site
  readonly key: string
  readonly locale: string
  readonly input: RecordConsentInput
}

type Entry = Sealed & { readonly id: string; readonly at: number }

/** Told of each try until the record is delivered or refused for good. */
type OnTry = (outcome: Outcome<Receipt>) => void

// A challenge older than that is refused (architecture.md, "Provenance").
const EXPIRES_MS = 7 * 86_400_000
const LONGEST_WAIT_S = 600
const LOCK = 'constat'

/** Sends a record: with a challenge in this very task, else under the one on its way, or one fetched now. */
const deliver = async (
  { site, key, locale, input }: Parcel,
  onItsWay?: Promise<string | null> | null,
): Promise<Outcome<Receipt>> => {
  const challenge = input.challenge ?? (await onItsWay)
  if (challenge) return recordConsent(site, { ...input, challenge })
  const outcome = await startCapture(site, key, locale)
  return outcome.ok ? recordConsent(site, { ...input, challenge: outcome.value.challenge }) : outcome
}

const isOver = (outcome: Outcome<Receipt>): boolean => outcome.ok || outcome.trouble.cause !== 'UNREACHABLE'

/**
 * The records of this browser that the server has not taken yet. Each is sealed in IndexedDB from submit to delivery and for
 * a week at most; one tab at a time sends them again, when the page comes up, the network comes back, or after a growing,
 * scattered wait. The submission id is the idempotency key: however often it goes, it is recorded once.
 */
export const openOutbox = (now: () => number, random: () => number) => {
  const shelf = openShelf<Entry>()
  const watching = new Map<string, OnTry>()
  let tries = 0

  const settle = async (id: string, outcome: Outcome<Receipt>): Promise<void> => {
    const tell = watching.get(id)
    if (isOver(outcome)) {
      tries = 0
      watching.delete(id)
      await shelf.remove(id)
    } else setTimeout(drain, Math.min(2 ** tries++, LONGEST_WAIT_S) * 1000 * (0.5 + random()))
    if (outcome.ok) keepReceipt(outcome.value, now())
    if (tell) tell(outcome)
    else if (outcome.ok) document.dispatchEvent(new ConstatRecordedEvent(outcome.value))
  }

  const drain = (): void =>
    void navigator.locks.request(LOCK, async () => {
      for (const entry of await shelf.all()) {
        if (now() - entry.at > EXPIRES_MS) {
          await shelf.remove(entry.id)
          continue
        }
        const outcome = await deliver(await unseal(entry))
        await settle(entry.id, outcome)
        if (!isOver(outcome)) return
      }
    })

  return {
    /** Takes up what an earlier page left, and again whenever the network or the page comes back. */
    start: (): void => {
      addEventListener('online', drain)
      addEventListener('pageshow', drain)
      drain()
    },
    /** Sends a record at once and keeps it until the server has it or refuses it. */
    post: (parcel: Parcel, onItsWay: Promise<string | null> | null, onTry: OnTry): void => {
      const id = parcel.input.idempotencyKey
      watching.set(id, onTry)
      const sending = deliver(parcel, onItsWay)
      const kept = seal(parcel).then((sealed) => shelf.put({ id, at: now(), ...sealed }))
      // Other tabs wait for this try before theirs.
      void navigator.locks.request(LOCK, async () => {
        await kept
        await settle(id, await sending)
      })
    },
  }
}

/** The outbox of a page. */
export type Outbox = ReturnType<typeof openOutbox>
