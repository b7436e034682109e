import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { mailSender } from '../confirmation/mail.ts'
import { CONFIRMATION_LIMITS, FRENCH_MOBILES, type ConfirmationLimits } from '../confirmation/sender.ts'
import { smsSender } from '../confirmation/sms.ts'
import { startServer } from './server-under-test.ts'

/** A mail as it came in. */
export type ReceivedMail = {
  readonly to: readonly string[]
  /** Headers and bodies, transfer encodings undone. */
  readonly text: string
  /** Whether it came over TLS. */
  readonly isSecure: boolean
}

// Quoted-printable and its soft line breaks (RFC 2045 §6.7).
const decoded = (raw: string): string =>
  Buffer.from(
    raw
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

/** What a relay of a test does. */
export type RelayManners = {
  /** Answers every mail so; 250 when absent. */
  readonly refuse?: { readonly code: number; readonly text: string } | undefined
  /** Takes a mail only from who gives this user and password. */
  readonly credentials?: { readonly user: string; readonly password: string } | undefined
  /** Speaks TLS under this key and certificate (PEM), from the start or once it is asked to by STARTTLS; clear alone when absent. */
  readonly tls?:
    | { readonly key: string; readonly cert: string; readonly from: 'START' | 'STARTTLS' }
    | undefined
}

/** A real SMTP server on this machine. */
export const startRelay = async (manners: RelayManners = {}) => {
  const mails: ReceivedMail[] = []
  const presented: string[] = []
  const { credentials, refuse, tls } = manners
  const server = new SMTPServer({
    logger: false,
    ...(tls && { key: tls.key, cert: tls.cert, secure: tls.from === 'START' }),
    disabledCommands: [...(tls?.from === 'STARTTLS' ? [] : ['STARTTLS']), ...(credentials ? [] : ['AUTH'])],
    authOptional: credentials === undefined,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) => {
      presented.push(username ?? '')
      return username === credentials?.user && password === credentials?.password
        ? done(null, { user: username })
        : done(new Error(`no such user: ${username}`))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        if (refuse)
          return done(Object.assign(new Error(`${to.join()} ${refuse.text}`), { responseCode: refuse.code }))
        const text = decoded(Buffer.concat(chunks).toString('latin1'))
        mails.push({ to, text, isSecure: session.secure })
        return done()
      })
    },
  })
  // A client that does not take its certificate and hangs up is an error to it.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    mails,
    /** Users that were presented, rightly or not. */
    presented,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** What a gateway was sent. */
export type ReceivedSms = {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** A real SMS gateway over HTTP on this machine, answering so. */
export const startGateway = async (status = 200, headers: Record<string, string> = {}) => {
  const sent: ReceivedSms[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString())
      sent.push({ method: request.method ?? '', headers: request.headers, body })
      response.writeHead(status, headers).end('{"id":"1"}')
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/send`,
    sent,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

/** What tests of confirmations share: a server that sends to a relay and a gateway of its own, and what people received. */
export const startConfirming = async (
  limits: Partial<ConfirmationLimits> = {},
  options: { readonly lockTimeout?: number } = {},
) => {
  const relay = await startRelay()
  const gateway = await startGateway()
  const server = await startServer({
    ...options,
    confirming: {
      mail: mailSender({ url: relay.url, from: 'Devis <devis@example.com>' }),
      sms: smsSender({
        url: gateway.url,
        method: 'POST',
        headers: { authorization: 'Bearer gateway-secret' },
        body: { to: ['{{to}}'], text: '{{text}}' },
      }),
      smsPrefixes: FRENCH_MOBILES,
      limits: { ...CONFIRMATION_LIMITS, ...limits },
    },
  })
  return {
    server,
    relay,
    gateway,
    /** The code in what was sent last. */
    code: (): string => {
      const [mail, sms] = [relay.mails.at(-1)?.text ?? '', JSON.stringify(gateway.sent.at(-1)?.body ?? '')]
      const found = /code[^:\d]*:? ?(\d{8})/i.exec(mail) ?? /Code (\d{8})/.exec(sms)
      if (!found?.[1]) throw new Error('No code was sent.')
      return found[1]
    },
    /** The path of the link in the mail that was sent last. */
    link: (): string => {
      const found = /https:\/\/proofs\.example(\/confirm\/[\w-]{43})\s/.exec(relay.mails.at(-1)?.text ?? '')
      if (!found?.[1]) throw new Error('No link was sent.')
      return found[1]
    },
    close: async () => {
      await server.close()
      await relay.close()
      await gateway.close()
    },
  }
}

/** A server that sends confirmations, and where they arrive. */
export type ConfirmingUnderTest = Awaited<ReturnType<typeof startConfirming>>
