import { addWorkingDays } from '../calendar/holidays.ts'
import { parisDate } from '../calendar/time-zone.ts'
import type { Contact } from './contact.ts'
import type { Finding } from './provision.ts'
import { deny, denyIf, fails, NOT_INVOKED, type Ground } from './rule.ts'

/** *Jours ouvrables* within which one may call back. */
const WINDOW = 5

/** Sectors in which calls are banned but for a call-back (C. conso. L223-1 al. 5). */
export const isBannedByPhone = ({ sector }: Pick<Contact, 'sector'>): boolean =>
  sector === 'ENERGY_RENOVATION' || sector === 'HOME_ADAPTATION'

/**
 * What an asked-for call-back lacks: proof, scope (C. conso. R223-4), or time. Outside banned sectors no text sets a
 * window; strict applies the same by analogy (D-10). Null when the call is not a call-back.
 */
export const callbackFindings = (
  contact: Omit<Contact, 'callbackFindings' | 'held' | 'consentStanding'> & { readonly at: number },
): readonly Finding[] | null => {
  const { callback, purpose, channel, advertiser, date, at } = contact
  if (purpose !== 'CALLBACK_REQUESTED' || channel !== 'LIVE_CALL') return null
  if (callback?.requestedAt == null || callback.requestedAt > at || callback.proof !== true)
    return [deny('CALLBACK_UNPROVEN')]
  const windowed = contact.strict || isBannedByPhone(contact)
  const over = windowed && date > addWorkingDays(parisDate(callback.requestedAt), WINDOW)
  return [
    ...denyIf(
      callback.scopeOk !== true || (callback.addressee !== null && callback.addressee !== advertiser),
      'CALLBACK_SCOPE_EXCEEDED',
    ),
    ...denyIf(over || (callback.slot !== null && callback.slot.end <= at), 'CALLBACK_WINDOW_EXPIRED'),
  ]
}

/** The person asked this professional to call. */
export const callbackGround: Ground = {
  id: 'R223-4:callback',
  citation: 'C. conso. R223-4; CAA Lyon 10 Nov 2023 22LY01667',
  from: null,
  to: null,
  test: ({ callbackFindings: findings, callback }) => {
    if (findings === null) return NOT_INVOKED
    return findings.length === 0
      ? { holds: true, code: 'OK_CALLBACK_REQUESTED', basis: 'CONTRACT', slot: callback?.slot ?? null }
      : fails(...findings.map((finding): Finding => ({ ...finding, gate: 'callback' })))
  },
}
