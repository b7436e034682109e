import type { RecordConsentInput } from '../generated/graphql.ts'
import { ConstatErrorEvent, ConstatQueuedEvent, ConstatRecordedEvent } from '../events.ts'
import { report } from '../report.ts'
import { NO_ANSWER, PATIENCE_MS, Trouble, type Site } from './ask.ts'
import { startCapture } from './capture.ts'
import { awaitReceipt, keepReceipt, keptReceipts } from './kept-receipt.ts'
import { isChallengeRefused, isThere, recordConsent, type Receipt } from './record.ts'
import { makeSeal, sealWith, unseal, type Sealed } from './seal.ts'
import { openShelf } from './shelf.ts'
import { openTabList } from './tab-list.ts'

/**
 * A record on its way, with what it takes to get a challenge for it where the page left before one came. It is kept as it is from one
 * release to the next.
 */
export type Parcel = {
  readonly sender: Site
  readonly key: string
  readonly locale: string
  readonly input: RecordConsentInput
}

/** What is not secret of a record; `at` is when it was given, epoch milliseconds. */
type Entry = { readonly id: string; readonly at: number; readonly server: string }
type Held = Entry & { readonly parcel: Parcel }

const isParcel = (parcel: Parcel | null | undefined): parcel is Parcel =>
  !!parcel?.sender?.server && !!parcel.input?.idempotencyKey

/**
 * Told of each try until the record is delivered or refused for good: the receipt, or what came between. Whether an element tells it: else
 * the page is told.
 */
type OnTry = (receipt: Receipt | null, trouble: unknown) => boolean

// A challenge of seven days is refused (architecture.md, "Provenance"); a minute is for the way.
const EXPIRES_MS = 7 * 86_400_000 - 60_000
// Less is the way over the network, as the server takes it too.
const PROMPT_MS = 1000
const LONGEST_WAIT_S = 600
// As long as a person looks at a form that she has sent.
const QUEUED_AFTER_MS = 5000

/** Whether a failure is worth another try: an answer that none could make sense of is no answer. */
export const isPassing = (trouble: unknown): boolean =>
  !(trouble instanceof Trouble) || trouble.cause === 'UNREACHABLE'

/** No element that stands in this page tells it: the page hears what is its own, the site's developer of every record lost. */
const tellPage = (receipt: Receipt | null, trouble: unknown, isOwn: boolean): void => {
  if (isThere(trouble)) return
  const isLost = !receipt && !isPassing(trouble)
  if (isLost) report({ localName: 'constat-choices' }, `Lost a record. ${String(trouble)}`)
  if (isOwn)
    document.dispatchEvent(
      isLost
        ? new ConstatErrorEvent('RECORD_REFUSED')
        : receipt
          ? new ConstatRecordedEvent(receipt)
          : new ConstatQueuedEvent(),
    )
}

/**
 * The records of this browser that the server has not taken yet. Each is sealed in IndexedDB from submit to delivery and for
 * a week at most, and in the tab's own storage until it lies there: a page that leaves waits for no database; where the browser refuses one,
 * it lives as long as the page. For each server one tab at a time sends them again, when the page comes up, the network comes back, or after a
 * growing, scattered wait. The submission id is the idempotency key: however often it goes, it is recorded once.
 */
export const openOutbox = (now: () => number, random: () => number) => {
  const shelf = openShelf<Entry & Sealed>()
  const hand = openTabList<Held>('constat-outbox', ({ parcel }) => isParcel(parcel))
  const own = new Map<string, Held>()
  const watching = new Map<string, OnTry>()
  const underway = new Map<string, Promise<boolean>>()
  const alone = new Map<string, Promise<unknown>>()
  let tries = 0
  let next: ReturnType<typeof setTimeout> | undefined
  // At hand before it is needed: nothing may come between submit and storage.
  let ahead = makeSeal()
  // An insecure page has none, and draws no notice.
  ahead.catch(() => undefined)
  let written: Promise<unknown> = Promise.resolve()

  const isExpired = ({ at }: Entry): boolean => now() - at > EXPIRES_MS
  const letGo = (id: string): void => hand.set(hand.all().filter((each) => each.id !== id))
  /** Keeps a record until it is removed, instead of what was kept of it before. */
  const keep = (held: Held): void => {
    const { parcel, ...entry } = held
    own.set(entry.id, held)
    letGo(entry.id)
    hand.set([...hand.all(), held])
    const seal = ahead
    ahead = makeSeal()
    const before = written
    const write = async (): Promise<void> => {
      try {
        const sealed = sealWith(await seal, parcel)
        await before
        await shelf.put({ ...entry, ...sealed })
      } catch {
        // Without a seal it lies nowhere.
      }
      if (own.get(entry.id) === held) letGo(entry.id)
    }
    written = write()
  }
  const remove = async (id: string): Promise<void> => {
    own.delete(id)
    letGo(id)
    await written
    await shelf.remove(id)
  }
  /** As they were given: what follows may take back what went before. */
  const all = async (): Promise<readonly (Held | (Entry & Sealed))[]> => {
    await written
    const mine = [...own.values()]
    // Another tab may have got a challenge for it, or this one, and found the disk full.
    const last = mine.filter(({ parcel }) => parcel.input.challenge)
    return [
      ...new Map([...mine, ...(await shelf.all()), ...last].map((each) => [each.id, each])).values(),
    ].toSorted((a, b) => a.at - b.at)
  }
  /** What an entry holds; null where it cannot be read. */
  const parcelOf = async (entry: Held | (Entry & Sealed)): Promise<Parcel | null> => {
    const parcel = 'parcel' in entry ? entry.parcel : await unseal<Parcel>(entry).catch(() => null)
    return isParcel(parcel) ? parcel : null
  }

  /** Sends a record: with a challenge in this very task, else, or where that is refused, under the one on its way, or one fetched now. */
  const deliver = async (
    parcel: Parcel,
    at: number,
    onItsWay?: Promise<string | null> | null,
  ): Promise<Receipt> => {
    const { sender, key, locale, input } = parcel
    if (input.challenge)
      try {
        return await recordConsent(sender, input)
      } catch (error) {
        if (!isChallengeRefused(error)) throw error
      }
    const coming = await onItsWay
    const waited = now() - at
    const isPrompt = Math.abs(waited) < PROMPT_MS
    // The way to the server is part of the wait; where the clock was set back meanwhile nobody knows how long it was.
    const waitedMs = isPrompt ? 0 : waited < 0 ? EXPIRES_MS : waited + PATIENCE_MS
    // One that came later would date the answer after it was given.
    const challenge =
      (isPrompt && coming) || (await startCapture(sender, key, locale, input.notice, waitedMs)).challenge
    const challenged = { ...input, challenge }
    // By it alone the server knows, should its answer be lost, whose submission comes again.
    keep({ id: input.idempotencyKey, server: sender.server, at, parcel: { ...parcel, input: challenged } })
    return recordConsent(sender, challenged)
  }

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

  const tell = (id: string, receipt: Receipt | null, trouble: unknown): void => {
    const isOwn = keepReceipt(id, receipt, now())
    if (!watching.get(id)?.(receipt, trouble)) tellPage(receipt, trouble, isOwn)
  }
  /** Waits for a try and draws the conclusion; false where no answer came, so that no other record need be tried. */
  const conclude = async (id: string, sending: Promise<Receipt>): Promise<boolean> => {
    let receipt: Receipt | null = null
    let trouble: unknown
    try {
      receipt = await sending
    } catch (error) {
      trouble = error
    }
    tell(id, receipt, trouble)
    if (receipt || !isPassing(trouble)) {
      tries = 0
      await remove(id)
    } else {
      clearTimeout(next)
      next = setTimeout(
        () => {
          // Once, however many records wait.
          tries++
          void drain()
        },
        Math.min(2 ** tries, LONGEST_WAIT_S) * 1000 * (0.5 + random()),
      )
    }
    return !String(trouble).endsWith(NO_ANSWER)
  }
  /** One try of a record at a time: a second would go under a challenge of its own. */
  const settle = (id: string, send: () => Promise<Receipt>): Promise<boolean> => {
    const begun = underway.get(id) ?? conclude(id, send()).finally(() => underway.delete(id))
    underway.set(id, begun)
    return begun
  }
  const drain = async (): Promise<void> => {
    // A server that is out holds up its own records alone; a record that something in between refuses, none.
    for (const server of new Set((await all()).map((entry) => entry.server)))
      void locked(server, async () => {
        for (const entry of await all()) {
          const { id, at } = entry
          const parcel = entry.server === server && (await parcelOf(entry))
          if (isExpired(entry))
            await settle(id, () => Promise.reject(new Trouble('RECORD_REFUSED', 'It is a week old.')))
          else if (parcel && !(await settle(id, () => deliver(parcel, at)))) return
        }
      })
  }

  keptReceipts(now())
  for (const held of hand.all()) keep(held)
  // What an earlier page left goes now, and again whenever the network or the page comes back.
  addEventListener('online', drain)
  addEventListener('pageshow', drain)
  void drain()

  return {
    /**
     * Sends a record at once and keeps it until the server has it or refuses it. With a challenge and the seal at hand both the
     * request and the writing leave in this very task.
     */
    post: (parcel: Parcel, element: Node, onItsWay: Promise<string | null> | null, onTry: OnTry): void => {
      const { idempotencyKey: id } = parcel.input
      const { server } = parcel.sender
      awaitReceipt(id, element, now())
      // What is sent again was given when it was first sent, and may have a challenge since; after a week it is given anew.
      const before = own.get(id)
      const held = before && !isExpired(before) ? before : { id, server, at: now(), parcel }
      keep(held)
      const slow = setTimeout(
        () => tell(id, null, new Trouble('UNREACHABLE', `${server} is slow: the record is tried on.`)),
        QUEUED_AFTER_MS,
      )
      watching.set(id, (...fate) => {
        clearTimeout(slow)
        return onTry(...fate)
      })
      const settled = settle(id, () => deliver(held.parcel, held.at, onItsWay))
      // Other tabs wait for this try before theirs; it waits for none.
      void locked(server, () => settled)
    },
  }
}

/** The outbox of a page. */
export type Outbox = ReturnType<typeof openOutbox>
