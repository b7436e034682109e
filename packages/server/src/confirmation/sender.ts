import type { PhoneE164 } from '@constat/core/contact'
import type { Mail } from './message.ts'

/** What came of handing a message over: SENT says that the relay or gateway took it, not that it arrived. */
export type SendOutcome = 'SENT' | 'REFUSED' | 'UNREACHABLE' | 'TIMED_OUT' | 'BUSY'

/** Hands one mail to a relay. Nothing it answers or throws holds the address. */
export type SendMail = (to: string, mail: Mail) => Promise<SendOutcome>

/** Hands one text message to a gateway. Nothing it answers or throws holds the number. */
export type SendSms = (to: PhoneE164, text: string) => Promise<SendOutcome>

/** How many confirmations may be requested within 24 hours. */
export type ConfirmationLimits = {
  readonly perContact: number
  readonly perAddress: number
  readonly perTenant: number
}

/** How contacts are asked to confirm; a way that is absent is not offered. */
export type Confirming = {
  readonly mail?: SendMail | undefined
  readonly sms?: SendSms | undefined
  /** Beginnings of the numbers that text messages go to, E.164. */
  readonly smsPrefixes: readonly string[]
  readonly limits: ConfirmationLimits
}

/**
 * Mobile numbers of metropolitan France (06, 073 to 079) and of Guadeloupe, Martinique, French Guiana, Réunion and Mayotte
 * (ARCEP's numbering plan). Others can cost as much as who answers there likes.
 */
export const FRENCH_MOBILES: readonly string[] = [
  '+336',
  ...['3', '4', '5', '6', '7', '8', '9'].map((digit) => `+337${digit}`),
  '+590690',
  '+590691',
  '+594694',
  '+596696',
  '+596697',
  '+262692',
  '+262693',
  '+262639',
]

/** Ten requests a day suffice a person who mistypes; a household or office shares an address. */
export const CONFIRMATION_LIMITS: ConfirmationLimits = { perContact: 5, perAddress: 20, perTenant: 1_000 }

/** Lets so many be sent at once: what waits for a slow relay must not fill the memory. */
export const atMost = <Args extends readonly unknown[]>(
  limit: number,
  send: (...args: Args) => Promise<SendOutcome>,
): ((...args: Args) => Promise<SendOutcome>) => {
  let underWay = 0
  return async (...args) => {
    if (underWay >= limit) return 'BUSY'
    underWay += 1
    try {
      return await send(...args)
    } finally {
      underWay -= 1
    }
  }
}
