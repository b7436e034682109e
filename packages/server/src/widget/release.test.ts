import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formOf } from '../testing/form.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { granted, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { fetchTrust, verifyDocument } from '../testing/verified.ts'
import { ownHashOf, releaseWidget } from './release.service.ts'

let server: ServerUnderTest
let form: Awaited<ReturnType<typeof formOf>>

beforeAll(async () => {
  server = await startServer()
  form = await formOf(server)
})
afterAll(() => server.close())

const build = (name: string) => ({
  version: '1.4.2',
  sha256: createHash('sha256').update(name).digest('hex'),
})

/** A submission from a page that says that this build ran in it. */
const submitFrom = async (widget: { version: string; sha256?: string }): Promise<string> => {
  const observation = {
    v: 1,
    page: { origin: 'https://devis.example', path: '/', lang: 'fr', viewport: [360, 800], dpr: 200 },
    widget,
    textSha256: '0'.repeat(64),
    questions: {},
    trail: [],
  }
  const choices = [
    { question: 'appel', answer: 'UNANSWERED' as const },
    { question: 'email', answer: 'GRANTED' as const },
    { question: 'partenaires', answer: 'REFUSED' as const },
  ]
  const recorded = await server.client.recordConsent(form.submission({ observation, choices }))
  return granted(recorded, 'RecordConsentPayload').events[0]!.id
}

const reportOf = async (event: string) => {
  const issued = await server.client.issueCertificate({ event, recipient: 'cuisines' })
  const { document } = granted(issued, 'IssueCertificatePayload').certificate
  return verifyDocument(document, await fetchTrust(server), TUESDAY)
}

const published = ({ publications }: Awaited<ReturnType<typeof reportOf>>) =>
  publications.map(({ event }) => event)

describe('a release of the widget', () => {
  it('stands in the log once, and in the certificates of the consents that came from it after', async () => {
    expect(await releaseWidget(server.deps, build('a'))).toBe(true)
    expect(await releaseWidget(server.deps, build('a'))).toBe(false)
    const event = await submitFrom(build('a'))
    await server.takeTurn()
    const report = await reportOf(event)
    expect(report.verdict).toBe('VERIFIED')
    expect(published(report)).toEqual(['notice.published', 'widget.released'])
    expect(report.proved.map(({ code }) => code)).toContain('widget-before')
    expect(report.claimed).toContainEqual({ code: 'widget-said', values: { version: '1.4.2' } })
  })

  it.each([
    ['came only after the consent', build('late'), true],
    ['never came', build('never'), false],
    ['is not told by the page', { version: '1.4.2' }, false],
  ])('that %s is not in its certificate, which says so', async (_, widget, isReleased) => {
    const event = await submitFrom(widget)
    if (isReleased) await releaseWidget(server.deps, build('late'))
    await server.takeTurn()
    const report = await reportOf(event)
    expect(report.verdict).toBe('VERIFIED')
    expect(published(report)).toEqual(['notice.published'])
    expect(report.notCovered.map(({ code }) => code)).toContain('widget-before-unknown')
  })
})

describe('a widget file', () => {
  it('is known by the hash that it says is its own, and by none once it was changed', () => {
    const empty = `const build={version:"1.4.2",sha256:"${'0'.repeat(64)}"},other="${'a'.repeat(64)}"`
    const sha256 = createHash('sha256').update(empty).digest('hex')
    const code = empty.replace('0'.repeat(64), sha256)
    expect(ownHashOf(code)).toBe(sha256)
    expect([ownHashOf(`${code} `), ownHashOf(''), ownHashOf(empty)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
