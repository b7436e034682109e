import { payloadOf, type CreateWebhookInput } from '@constat/client'
import { TUESDAY } from './seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from './server-under-test.ts'

/** A server that may send to this machine, a published notice, and people who consent to be called. */
export type WebhooksUnderTest = {
  readonly server: ServerUnderTest
  /** Records a consent of a phone number of fiction, and gives its event. */
  readonly consent: (phone?: string) => Promise<string>
  /** Ends the consents of a phone number, and gives the events. */
  readonly withdraw: (phone: string) => Promise<readonly string[]>
  /** Creates a webhook and gives its id and secret. */
  readonly create: (input: CreateWebhookInput) => Promise<{ readonly id: string; readonly secret: string }>
  /** Moves the clock on by so many milliseconds. */
  readonly pass: (milliseconds: number) => void
}

/** Starts it. */
export const startWebhooksUnderTest = async (): Promise<WebhooksUnderTest> => {
  const server = await startServer({ webhooks: { mayLoopBack: true, deadline: 2_000 } })
  const { sha256: notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice
  let people = 0
  let now = TUESDAY
  return {
    server,
    consent: async (
      phone = `06 39 98 ${String(Math.floor(people / 100)).padStart(2, '0')} ${String(people++ % 100).padStart(2, '0')}`,
    ) => {
      const { events } = payloadOf(
        await server.client.recordConsent({
          notice,
          contact: { phone },
          choices: [{ question: 'appel', answer: 'GRANTED' }],
        }),
      )
      return events[0]?.id ?? ''
    },
    withdraw: async (phone) => {
      const { events } = payloadOf(await server.client.withdrawConsent({ contact: { phone } }))
      return events.map(({ id }) => id)
    },
    create: async (input) => {
      const { webhook, secret } = payloadOf(await server.client.createWebhook(input))
      return { id: webhook.id, secret }
    },
    pass: (milliseconds) => server.setNow((now += milliseconds)),
  }
}
