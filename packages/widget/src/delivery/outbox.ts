import type { RecordConsentInput } from '../generated/graphql.ts'
import { ConstatErrorEvent, ConstatRecordedEvent } from '../events.ts'
import { report } from '../report.ts'
import { Trouble, type Site } from './ask.ts'
import { startCapture } from './capture.ts'
import { awaitReceipt, keepReceipt } from './kept-receipt.ts'
import { recordConsent, type Receipt } from './record.ts'
import { makeSeal, sealWith, unseal, type Sealed } from './seal.ts'
import { openShelf } from './shelf.ts'

/** A record on its way, with what it takes to get a challenge for it where the page left before one came. */
export type Parcel = {
  readonly site: Site
  readonly key: string
  readonly locale: string
  readonly input: RecordConsentInput
}

type Entry = Sealed & { readonly id: string; readonly at: number; readonly server: string }

/** Told of each try until the record is delivered or refused for good: the receipt, or what came between. */
type OnTry = (receipt: Receipt | null, trouble: unknown) => void

// A challenge older than that is refused (architecture.md, "Provenance").
const EXPIRES_MS = 7 * 86_400_000
const LONGEST_WAIT_S = 600
// As long as a person looks at a form that she has sent.
const QUEUED_AFTER_MS = 5000

/** Whether a failure is worth another try. */
export const isPassing = (trouble: unknown): boolean =>
  trouble instanceof Trouble && trouble.cause === 'UNREACHABLE'

/** Sends a record: with a challenge in this very task, else under the one on its way, or one fetched now. */
const deliver = async (
  { site, key, locale, input }: Parcel,
  onItsWay?: Promise<string | null> | null,
): Promise<Receipt> => {
  const challenge =
    input.challenge ?? (await onItsWay) ?? (await startCapture(site, key, locale, input.notice)).challenge
  return recordConsent(site, { ...input, challenge })
}

/** No element of this page sent it: the page hears what is its own, the site's developer of every record lost. */
const tellPage = (receipt: Receipt | null, trouble: unknown, isOwn: boolean): void => {
  if (!receipt) report({ localName: 'constat-choices' }, `Lost a record. ${String(trouble)}`)
  if (isOwn)
    document.dispatchEvent(
      receipt ? new ConstatRecordedEvent(receipt) : new ConstatErrorEvent('RECORD_REFUSED'),
    )
}

/**
 * The records of this browser that the server has not taken yet. Each is sealed in IndexedDB from submit to delivery and for
 * a week at most; for each server one tab at a time sends them again, when the page comes up, the network comes back, or after a
 * growing, scattered wait. The submission id is the idempotency key: however often it goes, it is recorded once.
 */
export const openOutbox = (now: () => number, random: () => number) => {
  const shelf = openShelf<Entry>()
  const watching = new Map<string, OnTry>()
  const alone = new Map<string, Promise<unknown>>()
  let tries = 0
  // At hand before it is needed: nothing may come between submit and storage.
  let ahead = makeSeal()
  // An insecure page has none, and draws no notice.
  ahead.catch(() => undefined)

  /** One tab at a time; where the browser grants no lock (site data blocked, insecure page), one at a time in this tab. */
  const locked = async (server: string, act: () => Promise<unknown>): Promise<void> => {
    let begun: Promise<unknown> | undefined
    const begin = (): Promise<unknown> => (begun ??= act())
    try {
      await navigator.locks.request(`constat ${server}`, begin)
    } catch {
      alone.set(server, Promise.resolve(alone.get(server)).then(begin))
    }
  }

  /** Waits for a try and draws the conclusion; false when another one must follow. */
  const settle = async (id: string, sending: Promise<Receipt>): Promise<boolean> => {
    let receipt: Receipt | null = null
    let trouble: unknown
    try {
      receipt = await sending
    } catch (error) {
      trouble = error
    }
    const isOwn = keepReceipt(id, receipt, now())
    const isOver = !isPassing(trouble)
    if (isOver) {
      tries = 0
      await shelf.remove(id)
    } else setTimeout(drain, Math.min(2 ** tries++, LONGEST_WAIT_S) * 1000 * (0.5 + random()))
    const tell = watching.get(id)
    if (tell) tell(receipt, trouble)
    else if (isOver) tellPage(receipt, trouble, isOwn)
    return isOver
  }
  const drain = async (): Promise<void> => {
    // A server that is out holds up its own records alone.
    for (const server of new Set((await shelf.all()).map((entry) => entry.server)))
      void locked(server, async () => {
        for (const entry of await shelf.all())
          if (now() - entry.at > EXPIRES_MS) await shelf.remove(entry.id)
          else if (
            entry.server === server &&
            !(await settle(
              entry.id,
              unseal<Parcel>(entry).then((parcel) => deliver(parcel)),
            ))
          )
            return
      })
  }

  // What an earlier page left goes now, and again whenever the network or the page comes back.
  addEventListener('online', drain)
  addEventListener('pageshow', drain)
  void drain()

  return {
    /**
     * Sends a record at once and keeps it until the server has it or refuses it. With a challenge and the seal at hand both the
     * request and the writing leave in this very task.
     */
    post: (parcel: Parcel, onItsWay: Promise<string | null> | null, onTry: OnTry): void => {
      const { idempotencyKey: id, replaces } = parcel.input
      const { server } = parcel.site
      watching.set(id, onTry)
      awaitReceipt(id, performance.timeOrigin, replaces ?? [], now())
      const sending = deliver(parcel, onItsWay)
      const kept = ahead.then((seal) => shelf.put({ id, server, at: now(), ...sealWith(seal, parcel) }))
      ahead = makeSeal()
      const slow = setTimeout(
        () => onTry(null, new Trouble('UNREACHABLE', `${server} is slow: the record is tried on.`)),
        QUEUED_AFTER_MS,
      )
      // Whether it could be kept or not, what came of it is told.
      const settled = Promise.allSettled([kept, sending]).then(() => {
        clearTimeout(slow)
        return settle(id, sending)
      })
      // Other tabs wait for this try before theirs; it waits for none.
      void locked(server, () => settled)
    },
  }
}

/** The outbox of a page. */
export type Outbox = ReturnType<typeof openOutbox>
