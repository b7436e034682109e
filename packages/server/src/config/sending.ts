import type { Json } from '../confirmation/sms.ts'

const decodes = (text: string): boolean => {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** Whether the URL of a mail relay names a host, and user and password can be read from it. */
export const isRelay = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { hostname, username, password } = new URL(text)
  return hostname !== '' && decodes(username) && decodes(password)
}

const ADDRESS = String.raw`[^\s<>()\[\]\\,;:"@]+@[^\s<>()\[\]\\,;:"@]+`
// What would end the name stands in quotes (RFC 5322 §3.4).
const NAME = String.raw`(?:[^\r\n<>()\[\]\\,;:"@]*|"[^\r\n"\\]*" ?)`
const MAILBOX = new RegExp(`^(?:${ADDRESS}|${NAME}<${ADDRESS}>)$`)

/** Whether a text is one mailbox, `name <address>` or the address alone, and not a list of them. */
export const isMailbox = (text: string): boolean => MAILBOX.test(text)

const textsOf = (json: Json): readonly string[] => {
  if (typeof json === 'string') return [json]
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsOf) : []
}

/** Whether a JSON body has a place for the number and one for the message: in its strings, as its names stay as they are. */
export const hasPlaces = (body: Json): boolean =>
  ['{{to}}', '{{text}}'].every((place) => textsOf(body).some((text) => text.includes(place)))
