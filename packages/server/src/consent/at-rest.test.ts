import { afterAll, beforeAll, expect, test } from 'vitest'
import { formOf } from '../testing/form.ts'
import { TUESDAY } from '../testing/seeded.ts'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'

let server: ServerUnderTest

beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('nothing in the database and no log line holds a contact or a secret in clear', async () => {
  const form = await formOf(server)
  const contact = { phone: '06 39 98 77 31', email: 'Grace.Hopper@example.fr' }
  await form.send(form.submission({ challenge: await form.capture(), contact }))
  await form.send(form.submission({ challenge: await form.capture(), contact: { ...contact, phone: 'abc' } }))
  await server.client.checkEligibility({
    contact: { phone: contact.phone },
    channel: 'SMS',
    advertiser: 'cuisines',
  })
  await server.client.withdrawConsent({ idempotencyKey: 'w', contact: { phone: contact.phone } })
  await server.client.recordObjection({
    idempotencyKey: 'o',
    contact: { phone: contact.phone },
    scope: 'ALL',
    source: 'LETTER',
  })
  await server.client.recordAttempts({
    idempotencyKey: 'a',
    advertiser: 'cuisines',
    attempts: [
      {
        contact: { phone: contact.phone },
        channel: 'LIVE_CALL',
        at: new Date(TUESDAY).toISOString(),
        refused: true,
      },
    ],
  })

  const written = await server.written()
  const receipts = await server.client.events({ contact: { phone: contact.phone } })
  expect(receipts.edges.map(({ node }) => node.kind)).toEqual(['GIVEN', 'WITHDRAWN', 'OBJECTED', 'OBJECTED'])
  const secrets = [
    '639987731',
    '06 39 98 77 31',
    'Grace',
    'grace.hopper',
    'Hopper@example',
    server.secretKey.split('_')[3] ?? '',
  ]
  for (const secret of secrets) {
    expect(written.includes(secret), secret).toBe(false)
    expect(
      written.includes(Buffer.from(secret).toString('base64url').slice(1, -2)),
      `${secret} in base64`,
    ).toBe(false)
    expect(server.logged()).not.toContain(secret)
  }
})
