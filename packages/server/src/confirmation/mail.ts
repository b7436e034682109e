import { createTransport } from 'nodemailer'
import { OUTSIDE_DEADLINE } from '../platform/deadline.ts'
import type { WebhookReach } from '../webhook/post.ts'
import { hostOf, isLoopbackHost } from '../webhook/url.ts'
import { atMost, type SendMail, type SendOutcome } from './sender.ts'

const AT_ONCE = 32

/** Where mails are handed over. */
export type MailRelay = {
  /** `smtps://user:password@host:465`, or `smtp://…:587` for STARTTLS, which is then required. */
  readonly url: string
  /** What stands under From. */
  readonly from: string
  /** Milliseconds from the connection to the relay's answer; 4,000 when absent. */
  readonly deadline?: number | undefined
  /** PEM of a certificate authority of the relay's own. */
  readonly ca?: string | undefined
  /** Addresses of a name; the system's resolver when absent. The certificate has to be of the name all the same. */
  readonly resolve?: WebhookReach['resolve']
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const UNREACHABLE = /^(ECONNECTION|ECONNREFUSED|ECONNRESET|EDNS|ENOTFOUND|ESOCKET|ETLS|ESTARTTLS)$/

// The relay's own words are dropped: they repeat the address.
const outcomeOf = (error: unknown): SendOutcome => {
  const code = codeOf(error)
  if (code === 'ETIMEDOUT') return 'TIMED_OUT'
  return UNREACHABLE.test(code) ? 'UNREACHABLE' : 'REFUSED'
}

/**
 * Hands mails to an SMTP relay (RFC 6409), each over a connection of its own and once. TLS is required, but to a relay on this
 * machine itself.
 */
export const mailSender = ({
  url,
  from,
  deadline = OUTSIDE_DEADLINE,
  ca,
  resolve: addressesOf,
}: MailRelay): SendMail => {
  const relay = new URL(url)
  const secure = relay.protocol === 'smtps:'
  const local = isLoopbackHost(relay)
  const send: SendMail = async (to, { subject, text, html }) => {
    const name = hostOf(relay)
    const [host = name] = (await addressesOf?.(name)) ?? []
    const transport = createTransport({
      host,
      port: Number(relay.port || (secure ? 465 : 587)),
      secure,
      requireTLS: !secure && !local,
      // Its certificate names no loopback address.
      ignoreTLS: !secure && local,
      ...(relay.username
        ? {
            auth: {
              user: decodeURIComponent(relay.username),
              pass: decodeURIComponent(relay.password),
            },
          }
        : {}),
      tls: {
        rejectUnauthorized: true,
        ...(host === name ? {} : { servername: name }),
        ...(ca === undefined ? {} : { ca }),
      },
      connectionTimeout: deadline,
      greetingTimeout: deadline,
      socketTimeout: deadline,
      dnsTimeout: deadline,
      disableFileAccess: true,
      disableUrlAccess: true,
      logger: false,
    })
    let late: NodeJS.Timeout | undefined
    const timeout = new Promise<SendOutcome>((resolve) => {
      late = setTimeout(() => resolve('TIMED_OUT'), deadline)
    })
    try {
      const sent = transport
        .sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          // RFC 3834: no vacation message comes back.
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        .then((): SendOutcome => 'SENT', outcomeOf)
      return await Promise.race([sent, timeout])
    } finally {
      clearTimeout(late)
      transport.close()
    }
  }
  return atMost(AT_ONCE, send)
}
