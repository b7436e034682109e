import { z } from 'zod'
import type { InputIssue, Parsed } from '../problem/index.ts'
import { AUDIENCES, CHANNELS, CONTROLS, KEY, PURPOSES, QUESTION_KINDS, SECTORS } from '../vocabulary/index.ts'
import { NOTICE_ITEMS, type NoticeDocument } from './document.ts'
import { readBy } from '../problem/zod.ts'

const LOCALE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/
// What no one reads, but for the end of a line.
const CONTROL = /[^\P{Cc}\n]/u
// Letters and marks that no one sees, and those that turn the order of what follows.
const INVISIBLE = /[\u00ad\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0]/u
const LEGIBLE = /[\p{L}\p{N}].*[\p{L}\p{N}]/su
const MARKUP = /<\/?[a-z!]/i

// Half a surrogate pair has no UTF-8 form, so a notice that held one could not be hashed.
const wellFormed = (value: string): boolean => value.isWellFormed()
const WELL_FORMED = {
  params: { rule: 'well-formed' },
  message: 'This text is cut in the middle of a character; send it whole.',
}

const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(wellFormed, WELL_FORMED)
    .refine((value) => !CONTROL.test(value), {
      params: { rule: 'no-control' },
      message: 'Write plain text: a notice carries no control characters but line ends.',
    })
    .refine((value) => !INVISIBLE.test(value), {
      params: { rule: 'no-invisible' },
      message: 'Take out the characters that no one sees (zero-width, fillers, direction overrides).',
    })
    .refine((value) => LEGIBLE.test(value), {
      params: { rule: 'legible' },
      message: 'Write words: a person must be able to read this.',
    })
    .refine((value) => !MARKUP.test(value), {
      params: { rule: 'no-markup' },
      message: 'Write plain text: a notice carries no HTML.',
    })
    .transform((value) => value.normalize('NFC'))

const key = z.string().regex(KEY, { message: 'Use 1 to 64 lower-case letters, digits, "-" or "_".' })

const url = z
  .url({ protocol: /^(https|mailto|tel)$/, message: 'Give an https, mailto or tel address.' })
  .max(2000)
  .refine(wellFormed, WELL_FORMED)

const link = z.strictObject({ label: text(200), url })
const item = z.strictObject({ text: text(10_000), links: z.array(link).max(20).optional() })
const party = z.strictObject({
  key,
  legalName: text(200),
  siren: z
    .string()
    .regex(/^\d{9}$/, { message: 'A SIREN has nine digits.' })
    .optional(),
  address: text(500).optional(),
  contact: url.optional(),
  dpo: url.optional(),
  url: url.optional(),
})
const goods = z.strictObject({ key, label: text(200), sector: z.enum(SECTORS) })
const question = z.strictObject({
  key,
  kind: z.enum(QUESTION_KINDS),
  control: z.enum(CONTROLS),
  purpose: z.enum(PURPOSES),
  channel: z.enum(CHANNELS),
  advertisers: z.array(key).min(1).max(200),
  goods: z.array(key).max(50),
  periodDays: z.int().min(1).max(36_500).optional(),
  label: text(2_000),
  defaultChecked: z.boolean().optional(),
  required: z.boolean().optional(),
})

/** Whether a text can be the key of a notice, party, question or goods. */
export const isNoticeKey = (value: string): boolean => KEY.test(value)

const document = z.strictObject({
  schema: z.literal('constat/notice@1'),
  key,
  locale: z.string().regex(LOCALE, { message: 'Use a BCP 47 tag such as "fr" or "fr-FR".' }),
  audience: z.enum(AUDIENCES),
  controller: key,
  parties: z.array(party).min(1).max(500),
  goods: z.array(goods).max(100),
  questions: z.array(question).max(50),
  items: z.partialRecord(z.enum(NOTICE_ITEMS), item),
})

const repeated = (path: string, keys: readonly string[]): InputIssue[] =>
  keys.flatMap((value, index) =>
    keys.indexOf(value) === index
      ? []
      : [
          {
            path: [path, String(index), 'key'],
            rule: 'unique-key',
            message: `"${value}" stands twice in ${path}; give each its own key.`,
          },
        ],
  )

const unknown = (
  path: readonly string[],
  value: string,
  known: readonly string[],
  list: string,
): InputIssue[] =>
  known.includes(value)
    ? []
    : [
        {
          path,
          rule: `unknown-${list}`,
          message: `"${value}" is not among the keys of ${list === 'party' ? 'parties' : list}; add it there or correct it.`,
        },
      ]

const references = (notice: NoticeDocument): InputIssue[] => {
  const parties = notice.parties.map((each) => each.key)
  const goodsKeys = notice.goods.map((each) => each.key)
  return [
    ...repeated('parties', parties),
    ...repeated('goods', goodsKeys),
    ...repeated(
      'questions',
      notice.questions.map((each) => each.key),
    ),
    ...unknown(['controller'], notice.controller, parties, 'party'),
    ...notice.questions.flatMap((each, index) => [
      ...each.advertisers.flatMap((value, at) =>
        unknown(['questions', String(index), 'advertisers', String(at)], value, parties, 'party'),
      ),
      ...each.goods.flatMap((value, at) =>
        unknown(['questions', String(index), 'goods', String(at)], value, goodsKeys, 'goods'),
      ),
      ...(['advertisers', 'goods'] as const).flatMap((list) =>
        new Set(each[list]).size === each[list].length
          ? []
          : [
              {
                path: ['questions', String(index), list],
                rule: 'unique-key',
                message: `Name each of the ${list} once.`,
              },
            ],
      ),
      ...(each.kind !== 'OPT_IN' && each.control !== 'TICK'
        ? [
            {
              path: ['questions', String(index), 'control'],
              rule: 'objection-box',
              message: 'An objection is one box: use the control TICK.',
            },
          ]
        : []),
    ]),
  ]
}

/**
 * Reads a notice document from untrusted JSON: its shape, its sizes, and that every key it refers to exists. Texts
 * come back in Unicode NFC without outer spaces. Whether the notice is lawful is the lint's to say (`@constat/law`).
 */
export const parseNotice = (input: unknown): Parsed<NoticeDocument> => {
  const shape = readBy(document, input)
  if (!shape.ok) return shape
  const issues = references(shape.value)
  return issues.length === 0 ? shape : { ok: false, issues }
}
