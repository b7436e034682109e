import type { Client, EraseRecordInput } from '@constat/client'
import { granted, NOTICE, startServer, type ServerUnderTest } from './server-under-test.ts'

const ALL = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'GRANTED' as const }))

/** What a form sends when nothing is agreed to. */
export const NONE = NOTICE.questions.map(({ key }) => ({ question: key, answer: 'REFUSED' as const }))

type Choices = readonly { readonly question: string; readonly answer: 'GRANTED' | 'REFUSED' }[]

type Payload<Operation extends 'recordConsent' | 'eraseRecord', Name extends string> = Extract<
  Awaited<ReturnType<Client[Operation]>>,
  { readonly __typename: Name }
>
type Erasure = Partial<EraseRecordInput> & Pick<EraseRecordInput, 'event'>
type Person = { readonly phone: string; readonly email: string }

/** A server, people who submit its form, and erasures of what they submitted. */
export type ErasingUnderTest = {
  readonly server: ServerUnderTest
  /** A name that was not used before. */
  readonly fresh: (word: string) => string
  readonly someone: () => Person
  readonly submit: (
    contact: Person,
    choices?: Choices,
    occurredAt?: number,
  ) => Promise<Payload<'recordConsent', 'RecordConsentPayload'>>
  readonly erase: (input: Erasure) => ReturnType<Client['eraseRecord']>
  /** The event of an erasure that is granted. */
  readonly erased: (input: Erasure) => Promise<Payload<'eraseRecord', 'EraseRecordPayload'>['event']>
}

/** Starts a server for the tests of a file. */
export const startErasing = async (): Promise<ErasingUnderTest> => {
  const server = await startServer()
  const { sha256: notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice
  let count = 0

  const fresh = (word: string): string => `${word} ${count++}`
  const erase = (input: Erasure) =>
    server.client.eraseRecord({
      idempotencyKey: fresh('erasure'),
      ground: 'UNLAWFUL_PROCESSING',
      ...input,
    })
  return {
    server,
    fresh,
    someone: () => {
      const number = String(count++).padStart(2, '0')
      return { phone: `+336399870${number}`, email: `erased.person.${number}@example.fr` }
    },
    submit: async (contact, choices = ALL, occurredAt) =>
      granted(
        await server.client.recordConsent({
          idempotencyKey: fresh('submission'),
          notice,
          contact,
          choices: [...choices],
          ...(occurredAt === undefined ? {} : { occurredAt: new Date(occurredAt).toISOString() }),
        }),
        'RecordConsentPayload',
      ),
    erase,
    erased: async (input) => granted(await erase(input), 'EraseRecordPayload').event,
  }
}
