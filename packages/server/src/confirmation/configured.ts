import type { Config } from '../config/config.ts'
import { CONFIRMATION_LIMITS, FRENCH_MOBILES, type Confirming } from './sender.ts'

/** How a configuration lets contacts be asked; undefined when it names neither relay nor gateway. */
export const confirmingOf = async ({
  smtpUrl,
  mailFrom,
  smsUrl,
  smsMethod,
  smsHeaders = {},
  smsBody,
  smsPrefixes = FRENCH_MOBILES,
  confirmationsPerDay = CONFIRMATION_LIMITS.perTenant,
}: Config): Promise<Confirming | undefined> => {
  if (smtpUrl === undefined && smsUrl === undefined) return undefined
  return {
    // Loaded by those who send: most starts do without.
    ...(smtpUrl === undefined || mailFrom === undefined
      ? {}
      : { mail: (await import('./mail.ts')).mailSender({ url: smtpUrl, from: mailFrom }) }),
    ...(smsUrl === undefined || smsBody === undefined
      ? {}
      : {
          sms: (await import('./sms.ts')).smsSender({
            url: smsUrl,
            method: smsMethod,
            headers: smsHeaders,
            body: smsBody,
          }),
        }),
    smsPrefixes,
    limits: { ...CONFIRMATION_LIMITS, perTenant: confirmationsPerDay },
  }
}
