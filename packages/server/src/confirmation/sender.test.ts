import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import * as fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startGateway, startRelay, type RelayManners } from '../testing/confirming.ts'
import { startMute } from '../testing/mute.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { mailSender } from './mail.ts'
import { mailOf } from './message.ts'
import { newCode } from './secret.ts'
import { atMost } from './sender.ts'
import { smsSender, type SmsGateway } from './sms.ts'

const FROM = 'Devis <devis@example.com>'
// A relay of this name is on this machine, which nothing in the name says.
const NAME = 'mail.example.com'
const TO_IT = { from: FROM, resolve: async () => ['127.0.0.1'] }
const MAIL = await mailOf({
  locale: 'fr',
  controller: 'Cuisines <b>SAS</b>',
  labels: ['J’accepte & je signe.'],
  means: 'CODE',
  secret: '12345678',
  minutes: 10,
})

const relayOf = async (manners?: RelayManners) => {
  const relay = await startRelay(manners)
  onTestFinished(relay.close)
  return relay
}

describe('a mail', () => {
  test('arrives as plain text and as HTML in which no text is markup', async () => {
    const relay = await relayOf()
    expect(await mailSender({ url: relay.url, from: FROM })('ada@example.fr', MAIL)).toBe('SENT')
    const [mail] = relay.mails
    expect(mail?.to).toEqual(['ada@example.fr'])
    expect(mail?.text).toMatch(/^From: Devis <devis@example\.com>\r?$/m)
    expect(mail?.text).toContain('multipart/alternative')
    expect(mail?.text).toContain('<li>J’accepte &amp; je signe.</li>')
    expect(mail?.text).toContain('&lt;b&gt;SAS')
  })

  test('is sent as the user that the URL names, percent-encoded', async () => {
    const credentials = { user: 'devis@example.com', password: 'p@ss:/wörd' }
    const relay = await relayOf({ credentials })
    const urlOf = (password: string) =>
      `smtp://devis%40example.com:${encodeURIComponent(password)}@127.0.0.1:${relay.port}`
    const send = (password: string) =>
      mailSender({ url: urlOf(password), from: FROM })('ada@example.fr', MAIL)
    expect(await send(credentials.password)).toBe('SENT')
    expect(await send('wrong')).toBe('REFUSED')
    expect(relay.mails).toHaveLength(1)
  })

  test('that the relay refuses is REFUSED, whatever it says of the address', async () => {
    for (const code of [450, 550]) {
      const relay = await relayOf({ refuse: { code, text: 'no such person' } })
      expect(await mailSender({ url: relay.url, from: FROM })('ada@example.fr', MAIL)).toBe('REFUSED')
    }
  })

  test('to a relay that is gone is UNREACHABLE, to one that says nothing TIMED_OUT', async () => {
    const gone = await startRelay()
    await gone.close()
    expect(await mailSender({ url: gone.url, from: FROM })('ada@example.fr', MAIL)).toBe('UNREACHABLE')
    const url = `smtp://127.0.0.1:${await startMute()}`
    expect(await mailSender({ url, from: FROM, deadline: 100 })('ada@example.fr', MAIL)).toBe('TIMED_OUT')
  })

  test('goes over TLS to any relay but one on this machine itself: from the start, or by STARTTLS', async () => {
    const { key, cert } = await selfSigned(NAME)
    for (const [scheme, from] of [
      ['smtps', 'START'],
      ['smtp', 'STARTTLS'],
    ] as const) {
      const relay = await relayOf({ tls: { key, cert, from } })
      const url = `${scheme}://${NAME}:${relay.port}`
      expect(await mailSender({ ...TO_IT, url, ca: cert })('ada@example.fr', MAIL)).toBe('SENT')
      expect(relay.mails).toMatchObject([{ to: ['ada@example.fr'], isSecure: true }])
    }
  })

  test('is not sent in clear where a relay, or whoever stands before it, offers no STARTTLS', async () => {
    const credentials = { user: 'devis', password: 'secret' }
    const relay = await relayOf({ credentials })
    const url = `smtp://devis:secret@${NAME}:${relay.port}`
    expect(await mailSender({ ...TO_IT, url })('ada@example.fr', MAIL)).toBe('UNREACHABLE')
    expect(relay.mails).toEqual([])
    expect(relay.presented).toEqual([])
  })

  test('is not sent where STARTTLS is offered and then refused', async () => {
    const said: string[] = []
    const server = createServer((socket) => {
      socket.write('220 relay\r\n')
      socket.on('data', (data) => {
        said.push(String(data).trim())
        socket.write(/^EHLO/i.test(String(data)) ? '250-relay\r\n250 STARTTLS\r\n' : '454 not now\r\n')
      })
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const url = `smtp://${NAME}:${port}`
    expect(await mailSender({ ...TO_IT, url })('ada@example.fr', MAIL)).toBe('UNREACHABLE')
    expect(said.map((line) => line.split(' ')[0])).toEqual(['EHLO', 'STARTTLS'])
  })

  test('is not sent to a relay whose certificate is of another name, or of nobody known', async () => {
    const { key, cert } = await selfSigned(NAME)
    for (const [scheme, from] of [
      ['smtps', 'START'],
      ['smtp', 'STARTTLS'],
    ] as const) {
      const relay = await relayOf({ tls: { key, cert, from } })
      const other = `${scheme}://mail.example.org:${relay.port}`
      expect(await mailSender({ ...TO_IT, url: other, ca: cert })('ada@example.fr', MAIL)).toBe('UNREACHABLE')
      const unknown = `${scheme}://${NAME}:${relay.port}`
      expect(await mailSender({ ...TO_IT, url: unknown })('ada@example.fr', MAIL)).toBe('UNREACHABLE')
      expect(relay.mails).toEqual([])
    }
  })

  test('to a name that is not resolved is UNREACHABLE', async () => {
    const url = 'smtp://relay.invalid:2525'
    expect(await mailSender({ url, from: FROM })('ada@example.fr', MAIL)).toBe('UNREACHABLE')
  })
})

describe('a text message', () => {
  const send = (gateway: Partial<SmsGateway> & { url: string }) =>
    smsSender({
      method: 'PUT',
      headers: { 'x-key': 'k' },
      body: { messages: [{ to: '{{to}}', text: 'x {{text}} {{to}}', n: 1, flash: false, none: null }] },
      ...gateway,
    })('+33639981234', 'Bonjour "{{to}}" \\ fin')

  test('is filled into the strings of the body, once', async () => {
    const gateway = await startGateway()
    onTestFinished(gateway.close)
    expect(await send({ url: gateway.url })).toBe('SENT')
    expect(gateway.sent).toMatchObject([
      {
        method: 'PUT',
        headers: { 'x-key': 'k', 'content-type': 'application/json' },
        body: {
          messages: [
            {
              to: '+33639981234',
              text: 'x Bonjour "{{to}}" \\ fin +33639981234',
              n: 1,
              flash: false,
              none: null,
            },
          ],
        },
      },
    ])
  })

  test.each([
    [500, {}],
    [410, {}],
    [302, { location: 'http://127.0.0.1:1/' }],
  ])('that the gateway answers with %i is REFUSED: nothing is followed', async (status, headers) => {
    const gateway = await startGateway(status, headers)
    onTestFinished(gateway.close)
    expect(await send({ url: gateway.url })).toBe('REFUSED')
    expect(gateway.sent).toHaveLength(1)
  })

  test('does not go to a public name that leads to this machine or its network', async () => {
    const gateway = await startGateway()
    onTestFinished(gateway.close)
    for (const address of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '::ffff:127.0.0.1'])
      expect(await send({ url: 'https://sms.example.com/send', resolve: async () => [address] })).toBe(
        'UNREACHABLE',
      )
    expect(gateway.sent).toEqual([])
  })
})

test('no more are sent at once than may be', async () => {
  const { promise, resolve } = Promise.withResolvers<'SENT'>()
  const send = atMost(2, () => promise)
  const [one, other, third] = [send(), send(), send()]
  expect(await third).toBe('BUSY')
  resolve('SENT')
  expect([await one, await other, await send()]).toEqual(['SENT', 'SENT', 'SENT'])
})

test('a code has eight digits, and none comes more often for what the bytes are', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ minLength: 4, maxLength: 4 }), { minLength: 1 }), (draws) => {
      const left = [...draws]
      const code = newCode(() => new Uint8Array(left.shift() ?? [0, 0, 0, 7]))
      expect(code).toMatch(/^\d{8}$/)
      const first = draws
        .map((bytes) => Buffer.from(bytes).readUInt32BE())
        .find((each) => each < 4_200_000_000)
      expect(Number(code)).toBe(first === undefined ? 7 : first % 100_000_000)
    }),
  )
})
