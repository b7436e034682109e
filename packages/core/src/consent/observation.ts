import { z } from 'zod'
import type { Parsed } from '../problem/index.ts'
import { KEY } from '../vocabulary/index.ts'
import { readBy } from '../problem/zod.ts'

/** What a step of the trail records: never a key, a pointer path or another field. */
export const TRAIL_STEPS = ['shown', 'open', 'click', 'grant', 'refuse', 'clear', 'submit'] as const
export type TrailStep = (typeof TRAIL_STEPS)[number]

/** What contradicts itself in an observation, and so what a consent drawn from it is worth. */
export const OBSERVATION_FLAGS = ['HIDDEN', 'COVERED', 'ILLEGIBLE', 'ALTERED', 'UNTRUSTED_ACT'] as const
export type ObservationFlag = (typeof OBSERVATION_FLAGS)[number]

// As many as a notice can ask.
const MAX_QUESTIONS = 50

const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
// Printable ASCII: it signs the same everywhere.
const ascii = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]*$/)
const questionKey = z.string().regex(KEY)

const screen = { lang: ascii(35), viewport: z.tuple([count, count]), dpr: count }

const shown = z.strictObject({
  v: z.literal(1),
  page: z.strictObject(screen),
  textSha256: hash,
  noticeAgeMs: count.nullable().optional(),
  restored: z.literal(true).optional(),
  systemColors: z.literal(true).optional(),
  wordsSha256: hash.optional(),
  altered: z.literal(true).optional(),
  questions: z
    .record(
      questionKey,
      z.strictObject({
        visibleMs: count,
        covered: z.boolean(),
        fontPx: count,
        opacity: count.max(100),
        contrast: count.max(2100),
        equal: z.boolean().optional(),
        vouched: z.boolean().optional(),
      }),
    )
    .refine((questions) => Object.keys(questions).length <= MAX_QUESTIONS, {
      params: { rule: 'too-long' },
      message: `A notice asks at most ${MAX_QUESTIONS} questions.`,
    }),
})

const observation = shown.extend({
  page: z.strictObject({ origin: ascii(300), path: ascii(500), ...screen }),
  widget: z.strictObject({ version: ascii(32).min(1), sha256: hash.optional() }),
  trail: z
    .array(
      z.tuple([
        count,
        z.enum(TRAIL_STEPS),
        questionKey.nullable(),
        z.union([z.literal(0), z.literal(1)]),
        ascii(16),
      ]),
    )
    .max(64),
})

/**
 * What the widget saw and nothing about the person (widget.md 4.7). Integers only, so that it signs the same
 * everywhere: `dpr` is the device pixel ratio × 100, `opacity` the product over all ancestors in percent, `contrast`
 * the WCAG ratio × 100, `visibleMs` how long question and choices were fully in view with the page visible: none where what a
 * pointer hit had not stood there for some tenths of a second, or what keys reached was out of the window. Of an answered question the
 * other facts are the worst of that act and those tenths. `equal` tells whether yes and no had boxes of one size and each its own word,
 * `vouched` whether the browser itself found its texts and controls unobscured when it was answered (Intersection Observer v2; absent where it has none). `textSha256` is the SHA-256 of the canonical JSON of the
 * texts read back from the screen (see `noticeText`); `noticeAgeMs` how long before the server had given the notice: 0 for this page, null where the
 * page brought it. `restored`: the browser filled the form again after a return; `systemColors`: the site's colours were too weak and
 * the system's stood in; `wordsSha256` the SHA-256 of the JSON of the widget's own words, yes and no among them; `altered`: something
 * else than the widget changed what it drew, be it for a moment. A step of the trail is `[ms since load, step, question, trusted, pointer type]`.
 */
export type Observation = z.infer<typeof observation>

/** Reads an observation from untrusted JSON. */
export const parseObservation = (input: unknown): Parsed<Observation> => {
  return readBy(observation, input)
}

/**
 * What was on screen: the part of an observation that a statement says in clear. The trail is left out, since its steps
 * tell the answers, and so is the address of the page, which can name the person: both are for those alone to whom they
 * are disclosed.
 */
export type ShownObservation = z.infer<typeof shown>

/** The part of an observation that tells nothing of the answers. */
export const shownIn = (whole: Observation): ShownObservation => {
  const { page, widget: _, trail: __, ...seen } = whole
  const { lang, viewport, dpr } = page
  return { ...seen, page: { lang, viewport, dpr } }
}
