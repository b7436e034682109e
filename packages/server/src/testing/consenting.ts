import { granted, NOTICE, type ServerUnderTest } from './server-under-test.ts'

/** Answers that agree to everything. */
const EVERYTHING = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' as const }))

let people = 0

/** Someone, her submission, and the link by which she withdraws it. */
export type Consenting = {
  readonly contact: { readonly phone: string; readonly email: string }
  readonly event: { readonly id: string }
  readonly receipt: { readonly manageUrl: string }
}

/** Someone of her own, who agreed to everything by her site's back end. */
export const consenting = async (server: ServerUnderTest): Promise<Consenting> => {
  const number = String(people++).padStart(4, '0')
  const contact = {
    phone: `06 39 98 ${number.slice(0, 2)} ${number.slice(2)}`,
    email: `p${number}@example.fr`,
  }
  const { notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  const { events, receipt } = granted(
    await server.client.recordConsent({
      idempotencyKey: `given ${number}`,
      notice: notice.sha256,
      contact,
      choices: EVERYTHING,
    }),
    'RecordConsentPayload',
  )
  const [event] = events
  if (!event) throw new Error('Nothing was recorded.')
  return { contact, event, receipt }
}
