import { NOTICE_ITEMS, type NoticeDocument } from '@constat/core/notice'
import { KEY } from '@constat/core/vocabulary'
import { flag, listOf, mapOf, matching, objectOf, objectWith, oneOf, text, whole } from '../platform/shape.ts'
import { parseCanonical } from '../platform/text.ts'

const LINK = /^(https|mailto|tel):/

const key = matching(KEY)
const url = matching(LINK)
const item = objectOf({ text }, { links: listOf(objectOf({ label: text, url }), 100) })
const party = objectWith({ key, legalName: text }, { contact: url, dpo: url, url })
const question = objectWith(
  {
    key,
    kind: text,
    purpose: text,
    channel: text,
    advertisers: listOf(key, 1000),
    goods: listOf(key, 1000),
    label: text,
  },
  { periodDays: whole(1), defaultChecked: flag, required: flag },
)

// What drawing and explaining a notice needs of it. Whether it could be published was asked when it was.
const shape = objectWith({
  schema: oneOf('constat/notice@1'),
  key,
  locale: text,
  controller: key,
  parties: listOf(party, 1000),
  goods: listOf(objectWith({ key, label: text }), 1000),
  questions: listOf(question, 1000),
  items: mapOf(/^[A-Z0-9_]+$/, item, NOTICE_ITEMS.length),
})

const isNotice = (value: unknown): value is NoticeDocument => shape(value)

// Where one key stood twice, an answer could be drawn under another question than the one it was given to.
const isUnambiguous = ({ parties, goods, questions }: NoticeDocument): boolean =>
  [parties, goods, questions].every((list) => new Set(list.map((each) => each.key)).size === list.length)

/** Reads a notice from its canonical bytes, for showing it; undefined when they are none. */
export const readNotice = (bytes: Uint8Array): NoticeDocument | undefined => {
  const value = parseCanonical(bytes)
  return isNotice(value) && isUnambiguous(value) ? value : undefined
}
