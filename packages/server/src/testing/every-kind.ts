import { payloadOf, type Client } from '@constat/client'
import type { ReceivedMail } from './confirming.ts'
import { LETTERS } from './letters.ts'
import { NOTICE } from './server-under-test.ts'

/** Where events are recorded, and what the people they are about can do. */
export type Recording = {
  readonly client: Client
  /** What the relay of the server was given. */
  readonly mails: readonly ReceivedMail[]
  /** Presses the one button of a page of the server. */
  readonly press: (path: string) => Promise<unknown>
}

const personOf = (number: number) => ({
  phone: `06 39 98 77 ${String(number).padStart(2, '0')}`,
  email: `kind${number}@example.fr`,
})

const EVERYTHING = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' as const }))
const NOTHING = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'REFUSED' as const }))

const found = (pattern: RegExp, mail: ReceivedMail | undefined): string => {
  const [, match] = pattern.exec(mail?.text ?? '') ?? []
  if (match === undefined) throw new Error(`No mail says ${pattern}.`)
  return match
}

/**
 * Records events of every kind that the API records, of people who each gave a phone number and an e-mail address: given,
 * refused, imported, confirmed by code and by link, withdrawn, objected to by itself and by a box, and erased on every ground.
 *
 * @returns asks a server what it says of them all, in order.
 */
export const recordEveryKind = async ({
  client,
  mails,
  press,
}: Recording): Promise<(asking: Client) => Promise<unknown>> => {
  const { notice } = payloadOf(await client.publishNotice(NOTICE))
  const { notice: letters } = payloadOf(await client.publishNotice(LETTERS))
  let people = 0
  const submit = async (
    more: Partial<Parameters<Client['recordConsent']>[0]> = {},
  ): Promise<{ readonly contact: ReturnType<typeof personOf>; readonly event: string }> => {
    const contact = personOf((people += 1))
    const input = { notice: notice.sha256, contact, choices: EVERYTHING, ...more }
    const [event] = payloadOf(await client.recordConsent(input)).events
    return { contact, event: event?.id ?? '' }
  }
  const confirmByCode = async (event: string): Promise<void> => {
    const asked = payloadOf(await client.requestConfirmation({ event, channel: 'EMAIL', means: 'CODE' }))
    const code = found(/: (\d{8})/, mails.at(-1))
    payloadOf(await client.confirmContact({ confirmation: asked.confirmation.id, code }))
  }
  const confirmByLink = async (event: string): Promise<void> => {
    payloadOf(await client.requestConfirmation({ event, channel: 'EMAIL', means: 'LINK' }))
    await press(found(/(\/confirm\/[\w-]{43})\s/, mails.at(-1)))
  }

  await submit()
  await submit({ choices: NOTHING })
  await submit({ occurredAt: '2026-01-05T09:00:00.000Z' })
  await confirmByCode((await submit()).event)
  await confirmByLink((await submit()).event)
  const ended = await submit()
  await confirmByCode(ended.event)
  payloadOf(await client.withdrawConsent({ contact: { phone: ended.contact.phone } }))
  payloadOf(await client.withdrawConsent({ contact: { email: ended.contact.email } }))
  const { contact } = await submit()
  payloadOf(
    await client.recordObjection({
      contact: { phone: contact.phone },
      scope: 'PHONE',
      source: 'REFUSED_DURING_CALL',
    }),
  )
  await submit({ notice: letters.sha256, choices: [{ question: 'courrier', answer: 'REFUSED' }] })
  const erased = await submit()
  await confirmByLink(erased.event)
  payloadOf(await client.eraseRecord({ event: erased.event, ground: 'UNLAWFUL_PROCESSING' }))
  const forgotten = await submit({ choices: NOTHING })
  payloadOf(await client.eraseRecord({ event: forgotten.event, ground: 'PERSON_REQUEST' }))

  return async (asking) => {
    const said: unknown[] = []
    for (let number = 1; number <= people; number += 1) {
      const { phone, email } = personOf(number)
      for (const asked of [{ phone }, { email }])
        said.push(
          (await asking.events({ contact: asked })).edges.map(({ node }) => [
            node.id,
            node.kind,
            node.provenance,
          ]),
        )
    }
    return said
  }
}
