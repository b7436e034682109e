import { payloadOf } from '@constat/client'
import { expect, onTestFinished, test } from 'vitest'
import { consenting } from '../testing/consenting.ts'
import { startConfirming } from '../testing/confirming.ts'

test('nothing that the database keeps and no log line holds a contact, a code, a link, an address or a password', async () => {
  const world = await startConfirming()
  onTestFinished(world.close)
  const { client, written, logged, deps } = world.server
  const { event, contact } = await consenting(world.server)
  const address = '203.0.113.77'
  const byCode = payloadOf(
    await client.requestConfirmation({ event: event.id, channel: 'SMS', means: 'CODE', address }),
  )
  const sms = JSON.stringify(world.gateway.sent[0]?.body)
  const code = /Code (\d{8})/.exec(sms)?.[1] ?? ''
  payloadOf(await client.requestConfirmation({ event: event.id, channel: 'EMAIL', means: 'LINK', address }))
  const link = world.link()
  await client.confirmContact({ confirmation: byCode.confirmation.id, code: '00000000' })
  payloadOf(await client.confirmContact({ confirmation: byCode.confirmation.id, code }))
  await world.server.fetch(link)
  await world.server.fetch(link, { method: 'POST' })
  // And what goes wrong is logged.
  await world.relay.close()
  const failed = await client.requestConfirmation({
    event: (await consenting(world.server)).event.id,
    channel: 'EMAIL',
    address,
  })
  expect(failed.__typename).toBe('NotDelivered')
  expect(logged()).toContain('a confirmation was not sent')
  expect(deps.confirming).toBeDefined()

  const kept = await written()
  expect(kept.includes(byCode.confirmation.id)).toBe(true)
  const token = link.split('/').at(-1) ?? ''
  const phone = contact.phone.replaceAll(' ', '').slice(1)
  for (const secret of [code, token, phone, contact.email, address, 'gateway-secret']) {
    expect(secret.length).toBeGreaterThan(7)
    expect(kept.includes(secret), secret).toBe(false)
    expect(logged(), secret).not.toContain(secret)
  }
})
