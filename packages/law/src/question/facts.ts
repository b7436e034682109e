import { z } from 'zod'
import { AUDIENCES, CHANNELS, SECTORS } from '@constat/core/vocabulary'
import { parseInstant } from '../calendar/instant.ts'
import { readEpochDay } from '../calendar/law-date.ts'
import { isTimeZone } from '../calendar/time-zone.ts'
import {
  CALLER_ID_CLASSES,
  COORDINATES,
  DIALINGS,
  PROFESSIONAL_KINDS,
  RELATION_STATUSES,
  SOURCE_KINDS,
} from './words.ts'

/** An absent fact is null: not known. */
export const fact = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null)

/** A fact that the API takes as false when nobody states it (schema.graphql). */
export const flag = z
  .boolean()
  .nullish()
  .transform((stated) => stated ?? false)

const EARLIEST = Date.UTC(1900, 0, 1)
const LATEST = Date.UTC(2999, 11, 31)

/** Reads an instant as epoch milliseconds; undefined when it is none. */
export const readInstant = (value: unknown): number | undefined => {
  const read = typeof value === 'string' ? parseInstant(value) : value
  return typeof read === 'number' && Number.isInteger(read) && read >= EARLIEST && read <= LATEST
    ? read
    : undefined
}

/** Reads a civil date; undefined when it is none. */
export const readDate = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length === 10 && !Number.isNaN(readEpochDay(value)) ? value : undefined

/** ISO 8601 with its offset, or epoch milliseconds, of the years 1900 to 2999; read as epoch milliseconds. */
export const instant = z
  .custom<string | number>((value) => readInstant(value) !== undefined, {
    params: { rule: 'instant' },
    message: 'Give an ISO 8601 instant with its offset, or epoch milliseconds.',
  })
  .transform((value) => readInstant(value) ?? NaN)

/** A civil date `YYYY-MM-DD` of the years 1900 to 2999. */
export const civilDate = z.iso.date().refine((date) => date >= '1900-01-01' && date < '3000-01-01', {
  message: 'Give a date of the years 1900 to 2999.',
})

/** The key of a party or of goods. */
export const key = z.string().min(1).max(200)

type Slot = { readonly start: number; readonly end: number }

/** Whether a slot ends after it starts. */
export const isSlotInOrder = ({ start, end }: Slot): boolean => start < end

export const slot = z.strictObject({ start: instant, end: instant }).refine(isSlotInOrder, {
  path: ['end'],
  params: { rule: 'slot-order' },
  message: 'A slot ends after it starts.',
})

export const timeZone = z.string().refine(isTimeZone, {
  params: { rule: 'time-zone' },
  message: 'Use a name of the tz database, such as "Europe/Paris".',
})

/** A territory in the style of ISO 3166: a country, or a part of France. */
export const territory = z.string().regex(/^[A-Z]{2}(?:-[A-Z]+)*$/, {
  message: 'Use an ISO 3166 code such as "BE", "FR-MET" or "FR-ALSACE-MOSELLE".',
})

/** What only the asker knows; each is optional (architecture.md, "What null means"). */
export const statedFacts = {
  audience: fact(z.enum(AUDIENCES)),
  timeZone: fact(timeZone),
  territory: fact(territory),
  sector: fact(z.enum(SECTORS)),
  dialing: fact(z.enum(DIALINGS)),
  coordinate: fact(z.enum(COORDINATES)),
  age: fact(z.int().min(0).max(150)),
  lastContactFromPerson: fact(civilDate),
  professional: fact(
    z.strictObject({
      kind: fact(z.enum(PROFESSIONAL_KINDS)),
      offerRelevant: fact(z.boolean()),
      registerOpposition: flag,
    }),
  ),
  source: fact(
    z.strictObject({
      kind: fact(z.enum(SOURCE_KINDS)),
      collector: fact(key),
      provenanceDocumented: flag,
      antiProspectingFlag: flag,
    }),
  ),
  relation: fact(
    z.strictObject({
      status: fact(z.enum(RELATION_STATUSES)),
      saleMade: flag,
      offerAnalogous: flag,
      offerRelatedToContract: flag,
      sameLegalEntity: flag,
      freemium: flag,
    }),
  ),
  callback: fact(
    z.strictObject({
      requestedAt: fact(instant),
      proof: fact(z.boolean()),
      scopeOk: fact(z.boolean()),
      addressee: fact(key),
      slot: fact(slot),
    }),
  ),
  notice: fact(
    z.strictObject({
      informedAtCollection: flag,
      optoutOfferedAtCollection: flag,
      art14GivenOrPlanned: flag,
      sourceWillBeStated: flag,
    }),
  ),
  bloctel: fact(z.strictObject({ listed: fact(z.boolean()), lastCheck: fact(civilDate) })),
  callerId: fact(
    z.strictObject({
      class: fact(z.enum(CALLER_ID_CLASSES)),
      masked: flag,
      assignedToAdvertiser: fact(z.boolean()),
    }),
  ),
  message: fact(
    z.strictObject({
      identityStated: fact(z.boolean()),
      optoutMeans: fact(z.boolean()),
      subjectTruthful: fact(z.boolean()),
      aiDisclosed: fact(z.boolean()),
    }),
  ),
}

export const channel = z.enum(CHANNELS)
