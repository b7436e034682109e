import type { IssueCertificateInput } from '@constat/client'
import {
  readCertificate,
  readTrust,
  verifyCertificate,
  type Certificate,
  type Trust,
} from '@constat/evidence/verify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, NOTICE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

const PHONE = '+33639980142'
const EMAIL = 'claire@example.fr'

let server: ServerUnderTest
let notice: string
let count = 0

beforeAll(async () => {
  server = await startServer()
  notice = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload').notice.sha256
})
beforeEach(() => server.setNow(TUESDAY))
afterAll(() => server.close())

const submit = async (contact: { phone?: string; email?: string } = { phone: PHONE, email: EMAIL }) =>
  granted(
    await server.client.recordConsent({
      idempotencyKey: `submission ${count++}`,
      notice,
      contact,
      choices: [
        { question: 'appel', answer: 'REFUSED' },
        { question: 'email', answer: 'GRANTED' },
        { question: 'partenaires', answer: 'GRANTED' },
      ],
    }),
    'RecordConsentPayload',
  ).events[0]!

const issue = (input: Partial<IssueCertificateInput> & Pick<IssueCertificateInput, 'event'>) =>
  server.client.issueCertificate({ recipient: 'sols', ...input })

const issued = async (input: Parameters<typeof issue>[0]) =>
  granted(await issue(input), 'IssueCertificatePayload').certificate

const sdJwtOf = (document: unknown): string => {
  const read = readCertificate(new TextEncoder().encode(JSON.stringify(document)))
  if (!read.ok) throw new Error(read.code)
  return read.value.sd_jwt
}

/** What a buyer keeps of this server, fetched as `constat trust fetch` does. */
const trust = async (): Promise<Trust> => {
  const text = async (path: string) => (await server.fetch(path)).text()
  const read = await readTrust({
    policy: await text('/.well-known/tlog-policy.txt'),
    jwks: await text('/.well-known/jwks.json'),
    tsaRoots: [],
  })
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.value
}

const verified = async (document: unknown, lead?: { phone?: string; email?: string }) =>
  verifyCertificate(new TextEncoder().encode(JSON.stringify(document)), await trust(), {
    now: TUESDAY,
    ...(lead ? { lead } : {}),
  })

describe('a certificate', () => {
  it('that cannot be issued is refused with every fault of what was asked', async () => {
    const event = await submit()
    const rules = async (input: Partial<IssueCertificateInput>) => {
      const refused = await issue({ event: event.id, ...input })
      if (!('issues' in refused)) throw new Error(refused.__typename)
      return [refused.__typename, ...refused.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)]
    }
    await server.takeTurn()
    expect(await rules({ disclose: ['fax', 'email'], questions: ['partenaires', 'appel'] })).toEqual([
      'InvalidInput',
      'input.disclose.0 unknown-value',
      'input.questions.1 not-named',
    ])
    expect(await rules({ disclose: [], recipient: 'nobody' })).toEqual([
      'InvalidInput',
      'input.disclose too-short',
      'input.recipient unknown-party',
    ])
    expect(await rules({ event: 'evt_unknown', disclose: [] })).toEqual([
      'NotFound',
      'input.event unknown-event',
      'input.disclose too-short',
    ])
  })

  it('verifies without the anchor that its server no longer has, and says what that leaves open', async () => {
    const event = await submit()
    await server.takeTurn()
    const { document } = await issued({ event: event.id })
    const { anchor, ...bare } = document as Certificate
    expect(anchor).toBeDefined()
    const report = await verified(bare)
    expect(report).toMatchObject({ verdict: 'VERIFIED', time: { bracket: { notBefore: null } } })
    expect(report.notCovered.map(({ code }) => code)).toContain('anchor-absent')
  })

  it('waits until a published checkpoint covers the event, then verifies against what the server publishes', async () => {
    const event = await submit()
    expect(await issue({ event: event.id })).toMatchObject({
      __typename: 'Conflict',
      issues: [{ path: ['input', 'event'], rule: 'not-in-the-log-yet' }],
    })
    await server.takeTurn()
    const certificate = await issued({ event: event.id })
    const report = await verified(certificate.document, { email: EMAIL })
    expect(report).toMatchObject({
      verdict: 'VERIFIED',
      log: { level: 'LOGGED', origin: 'proofs.example/log/1' },
      time: { level: 'CLAIMED' },
      hintsDiffer: [],
    })
    expect(report.notice).toEqual(NOTICE)
    expect(report.publications).toMatchObject([{ event: 'notice.published' }])
  })

  it('shows its recipient the answers that name it and the contacts asked for, and nothing of the others', async () => {
    const event = await submit()
    await server.takeTurn()
    const shown = async (input: Omit<IssueCertificateInput, 'event'>) => {
      const { document } = await issued({ event: event.id, ...input })
      const { answers, contacts } = await verified(document)
      const disclosed = sdJwtOf(document).split('~').slice(1).filter(Boolean)
      expect(disclosed).toHaveLength(answers.length + contacts.length)
      return {
        answers: answers.map(({ question, answer }) => [question, answer]),
        contacts: contacts.map(({ kind }) => kind),
      }
    }
    expect(await shown({ recipient: 'sols' })).toEqual({
      answers: [['partenaires', 'GRANTED']],
      contacts: ['email'],
    })
    expect(await shown({ recipient: 'cuisines', disclose: ['email'] })).toEqual({
      answers: [
        ['appel', 'REFUSED'],
        ['email', 'GRANTED'],
      ],
      contacts: ['email'],
    })
    expect(await shown({ recipient: 'cuisines', questions: ['email'], disclose: ['email'] })).toEqual({
      answers: [['email', 'GRANTED']],
      contacts: ['email'],
    })
  })

  it('is found again by its id, in its tenant alone', async () => {
    const event = await submit()
    await server.takeTurn()
    const certificate = await issued({ event: event.id })
    await submit()
    await server.takeTurn()
    const again = await server.client.certificate(certificate.id)
    expect(again).toMatchObject({ id: certificate.id, issuedAt: certificate.issuedAt })
    expect(sdJwtOf(again?.document)).toBe(sdJwtOf(certificate.document))
    expect((await verified(again?.document)).verdict).toBe('VERIFIED')
    expect(await server.stranger.certificate(certificate.id)).toBeNull()
    expect(await server.client.certificate(event.id)).toBeNull()
    const node = `query Node($id: ID!) { node(id: $id) { __typename id } }`
    const asked = async (key: string) => (await server.send(key, node, { id: certificate.id })).body.data
    expect(await asked(server.secretKey)).toEqual({
      node: { __typename: 'Certificate', id: certificate.id },
    })
    expect(await asked(server.strangerKey)).toEqual({ node: null })
  })

  it('verifies although the clock stepped back between the notice and the consent', async () => {
    server.setNow(TUESDAY + 60_000)
    const later = { ...NOTICE, key: `notice-${count++}` }
    const { notice: published } = granted(await server.client.publishNotice(later), 'PublishNoticePayload')
    for (const now of [TUESDAY, TUESDAY + 60_000, TUESDAY + 60_000]) {
      server.setNow(now)
      const { events } = granted(
        await server.client.recordConsent({
          idempotencyKey: `submission ${count++}`,
          notice: published.sha256,
          contact: { email: EMAIL },
          choices: [{ question: 'partenaires', answer: 'GRANTED' }],
        }),
        'RecordConsentPayload',
      )
      if (now !== TUESDAY) continue
      await server.takeTurn()
      expect((await verified((await issued({ event: events[0]!.id })).document)).verdict).toBe('VERIFIED')
    }
  })

  it('keeps no contact in the clear', async () => {
    const event = await submit({ email: 'nowhere.in.clear@example.fr' })
    await server.takeTurn()
    await issued({ event: event.id })
    expect((await server.written()).includes('nowhere.in.clear@example.fr')).toBe(false)
  })
})

describe('a certificate that cannot be issued', () => {
  it.each([
    ['of an unknown event', { event: 'evt_01h0000000000000000000000a' }, 'NotFound', 'unknown-event'],
    ['of what is no id', { event: 'devis' }, 'NotFound', 'unknown-event'],
    ['for a party that the notice does not name', { recipient: 'nobody' }, 'InvalidInput', 'unknown-party'],
    ['of a question that names others', { questions: ['appel'] }, 'InvalidInput', 'not-named'],
    ['of no question', { questions: [] }, 'InvalidInput', 'too-short'],
    ['that shows no contact', { disclose: [] }, 'InvalidInput', 'too-short'],
    ['that shows something else', { disclose: ['name'] }, 'InvalidInput', 'unknown-value'],
  ])('%s', async (_, input, typename, rule) => {
    const { id } = await submit()
    await server.takeTurn()
    expect(await issue({ event: id, ...input })).toMatchObject({ __typename: typename, issues: [{ rule }] })
  })

  it('because the person gave no such contact', async () => {
    const { id } = await submit({ email: EMAIL })
    await server.takeTurn()
    expect(await issue({ event: id, disclose: ['phone'] })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['input', 'disclose'], rule: 'contact-absent' }],
    })
  })

  it('because the person agreed to nothing that names the party: only the controller has proof of a refusal', async () => {
    const { events } = granted(
      await server.client.recordConsent({
        idempotencyKey: `submission ${count++}`,
        notice,
        contact: { phone: PHONE, email: EMAIL },
        choices: [
          { question: 'appel', answer: 'GRANTED' },
          { question: 'partenaires', answer: 'REFUSED' },
        ],
      }),
      'RecordConsentPayload',
    )
    await server.takeTurn()
    const event = events[0]!.id
    expect(await issue({ event })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['input', 'recipient'], rule: 'not-agreed' }],
    })
    const own = await verified((await issued({ event, recipient: 'cuisines' })).document)
    expect(own.contacts.map(({ kind }) => kind)).toEqual(['phone', 'email'])
  })

  it('because it is another tenant’s event, or a withdrawal', async () => {
    const { id } = await submit({ email: 'withdrawn@example.fr' })
    const ended = granted(
      await server.client.withdrawConsent({
        idempotencyKey: `withdrawal ${count++}`,
        contact: { email: 'withdrawn@example.fr' },
      }),
      'WithdrawConsentPayload',
    ).events[0]!
    await server.takeTurn()
    expect(await server.stranger.issueCertificate({ event: id, recipient: 'sols' })).toMatchObject({
      __typename: 'NotFound',
    })
    expect(await issue({ event: ended.id })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['input', 'event'], rule: 'not-a-submission' }],
    })
  })
})
