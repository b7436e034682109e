import type { Contact } from '@constat/core/contact'
import type { Sector } from '@constat/core/vocabulary'
import { isCall, type Assessment } from '@constat/law'
import { eventsIn, type Store, type TenantScope } from '@constat/store'
import type { Asked } from '../eligibility/asked.ts'
import { decideOn } from '../eligibility/decision.ts'
import { documentsOf, toKnown, type Stored } from '../eligibility/stored.ts'
import {
  KEY_LENGTH,
  readTexts,
  type PackedKeys,
  type SeenFrom,
  type StoredText,
} from '../eligibility/stored-texts.ts'
import { createSayings, factPattern, placeOf } from './fact-pattern.ts'

/** What the law says of a contact. Contacts of which the same is known share one object. */
export type ScreeningDecision = Pick<
  Assessment,
  'verdict' | 'reasons' | 'legalBasis' | 'obligations' | 'ruleIds' | 'nextPossibleAt'
>

/** What is asked of every contact, and from where on nothing more is seen; all of it plain data. */
export type DecidedBy = {
  readonly tenant: TenantScope
  readonly asked: Omit<Asked, 'contact'>
  readonly sectors: ReadonlyMap<string, Sector>
  readonly seen: SeenFrom
  readonly evaluatedAt: number
}

/** Contacts to decide on, as one batch; all of it plain data. */
export type ToDecide = {
  /** Of all contacts, in their order. */
  readonly keys: PackedKeys
  /** The place of each: an index into `samples`. */
  readonly places: Uint32Array
  /** One contact of each place: no decision tells two of one place apart. */
  readonly samples: readonly Contact[]
}

/** The answers to a batch, each an index into the decisions that were made. */
export type Decided = { readonly each: Uint32Array; readonly decisions: readonly ScreeningDecision[] }

/** Decides contacts by what is stored of them. */
export type Decider = {
  readonly decide: (batch: ToDecide) => Promise<Decided>
  readonly close: () => Promise<void>
}

// More than most files have; a bound on what is kept of them.
const REMEMBERED = 100_000

const toDecision = ({
  verdict,
  reasons,
  legalBasis,
  obligations,
  ruleIds,
  nextPossibleAt,
}: Assessment): ScreeningDecision => ({
  verdict,
  reasons,
  legalBasis,
  obligations,
  ruleIds,
  nextPossibleAt,
})

/** Decisions that say the same as one object. */
const shared = () => {
  const decisions = new Map<string, ScreeningDecision>()
  return (decision: ScreeningDecision): ScreeningDecision => {
    const { verdict, reasons, legalBasis, obligations, ruleIds, nextPossibleAt } = decision
    const name = JSON.stringify([
      verdict,
      reasons.map(({ code, citation }) => [code, citation]),
      legalBasis,
      obligations,
      ruleIds,
      nextPossibleAt,
    ])
    const known = decisions.get(name)
    if (known) return known
    if (decisions.size >= REMEMBERED) decisions.clear()
    decisions.set(name, decision)
    return decision
  }
}

/** The decisions of a batch, each once. */
const collected = () => {
  const indexes = new Map<ScreeningDecision, number>()
  return {
    indexOf: (decision: ScreeningDecision): number => {
      const known = indexes.get(decision)
      if (known !== undefined) return known
      indexes.set(decision, indexes.size)
      return indexes.size - 1
    },
    all: (): readonly ScreeningDecision[] => [...indexes.keys()],
  }
}

/** The contacts of a batch that are of one kind, by their indexes in it. */
const ofKind = ({ keys, places, samples }: ToDecide, kind: Contact['kind']) => {
  const isKind = samples.map((sample) => sample.kind === kind)
  if (isKind.every(Boolean)) return { keys, indexes: undefined }
  const indexes: number[] = []
  for (const [index, place] of places.entries()) if (isKind[place]) indexes.push(index)
  const packed = new Uint8Array(indexes.length * KEY_LENGTH)
  for (const [at, index] of indexes.entries())
    packed.set(keys.subarray(index * KEY_LENGTH, (index + 1) * KEY_LENGTH), at * KEY_LENGTH)
  return { keys: packed, indexes }
}

/** Makes a decider over a store. What the same is known of is decided once. */
export const createDecider = (store: Pick<Store, 'reader'>, by: DecidedBy): Decider => {
  const { tenant, asked, sectors, seen, evaluatedAt } = by
  const { at } = asked
  const { position } = seen
  // What a clock that was ahead recorded is not of its own instant: no two such contacts are alike.
  const latest = Math.min(at, evaluatedAt)
  const countsCalls = isCall(asked)
  const patterns = new Map<string, ScreeningDecision>()
  const share = shared()
  const sayingOf = createSayings()

  const decideAnew = async (
    sample: Contact,
    { events, attempts }: StoredText,
  ): Promise<ScreeningDecision> => {
    const stored: Stored = { position, events: eventsIn(events, position), attempts }
    const documents = await documentsOf(store, tenant, [stored])
    const known = toKnown(stored, documents, sample.kind, evaluatedAt)
    const decided = decideOn(known, { ...asked, contact: sample }, sectors, evaluatedAt)
    if (!decided.ok) throw new Error('A question is read before it is asked.')
    return share(toDecision(decided.value))
  }

  const decide = async (batch: ToDecide): Promise<Decided> => {
    const { places, samples } = batch
    const each = new Uint32Array(places.length)
    const names = samples.map(placeOf)
    const { indexOf, all } = collected()
    for (const kind of new Set(samples.map((sample) => sample.kind))) {
      const { keys, indexes } = ofKind(batch, kind)
      const texts = await readTexts(
        store.reader,
        tenant,
        { kind, keys, atOf: () => at, countsCalls: () => countsCalls },
        seen,
      )
      for (let found = 0; found < texts.length; found += 1) {
        const index = indexes?.[found] ?? found
        const stored = texts[found]
        const place = places[index] ?? 0
        const sample = samples[place]
        if (!stored || !sample)
          throw new Error('Something is stored of each contact, if only that there is nothing.')
        const pattern =
          stored.attempts.length > 0
            ? null
            : factPattern(names[place] ?? '', stored.events, { at: latest, position }, sayingOf)
        let decision = pattern === null ? undefined : patterns.get(pattern)
        if (!decision) {
          decision = await decideAnew(sample, stored)
          if (patterns.size >= REMEMBERED) patterns.clear()
          if (pattern !== null) patterns.set(pattern, decision)
        }
        each[index] = indexOf(decision)
      }
    }
    return { each, decisions: all() }
  }
  return { decide, close: async () => {} }
}
