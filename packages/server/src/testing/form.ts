import type { NoticeDocument } from '@constat/core/notice'
import { NOTICE, granted, SITE, type Answered, type ServerUnderTest } from './server-under-test.ts'

const RECORD = `mutation ($input: RecordConsentInput!) {
  recordConsent(input: $input) {
    __typename
    ... on RecordConsentPayload { replayed events { id kind provenance observationGrade position choices { answer question { key } } } receipt { id manageUrl log } }
    ... on Problem { code message issues { path rule message } }
  }
}`
const CAPTURE = `mutation ($input: StartCaptureInput!) {
  startCapture(input: $input) { __typename ... on StartCapturePayload { challenge expiresAt notice { sha256 } } ... on Problem { code message } }
}`

/** A refusal as the API gives it. */
export type Refusal = {
  readonly __typename: string
  readonly issues: readonly { path: string[]; rule: string }[]
}

let submissions = 0
const newUuid = (): string => `00000000-0000-4000-8000-${String(++submissions).padStart(12, '0')}`

/** What a form on the tests' site does, over a server that publishes this notice. */
export const formOf = async (server: ServerUnderTest, document: NoticeDocument = NOTICE) => {
  const { sha256: notice, key } = granted(
    await server.client.publishNotice(document),
    'PublishNoticePayload',
  ).notice

  const capture = async (changes: Record<string, unknown> = {}): Promise<string> => {
    const { body } = await server.send(
      server.siteKey,
      CAPTURE,
      { input: { notice: key, ...changes } },
      { origin: SITE },
    )
    return body.data.startCapture.challenge
  }
  const submission = (changes: Record<string, unknown> = {}) => ({
    idempotencyKey: newUuid(),
    notice,
    contact: { phone: '06 39 98 12 34', email: 'Ada@Example.fr' },
    choices: [
      { question: 'appel', answer: 'GRANTED' as const },
      { question: 'email', answer: 'UNANSWERED' as const },
      { question: 'partenaires', answer: 'REFUSED' as const },
    ],
    ...changes,
  })
  const send = (input: unknown): Promise<Answered> =>
    server.send(server.siteKey, RECORD, { input }, { origin: SITE })
  const storedEvents = async (): Promise<number> =>
    Number((await server.client.events({ first: 100 })).edges.at(-1)?.node.position ?? 0)

  return {
    notice,
    /** Starts a capture, with these changes. */
    capture,
    /** A submission under a new key, with these changes. */
    submission,
    /** Sends a submission with the site key. */
    send,
    /** Position of the latest event. */
    storedEvents,
    /** Sends what must be refused, and fails when it stored anything. */
    refused: async (input: unknown): Promise<Refusal> => {
      const before = await storedEvents()
      const { body } = await send(input)
      if ((await storedEvents()) !== before) throw new Error('A refused submission was stored.')
      return body.data.recordConsent
    },
  }
}
