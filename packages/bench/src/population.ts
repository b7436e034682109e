import type { Contact } from '@constat/core/contact'

/** How many there are on disk, on every side. */
export const CONTACTS = Number(process.env['BENCH_CONTACTS'] ?? 100_000)
/** Of each contact: one consent, given again later. */
export const EVENTS_EACH = 2
export const EVENTS = CONTACTS * EVENTS_EACH

// ARCEP keeps these for fiction: 10,000 numbers each, and no more.
const RANGES = ['+3319900', '+3326191', '+3335301', '+3346571', '+3353649', '+3363998']
const PHONES = RANGES.length * 10_000

/** The contact of a number from 0: a telephone while fictive ones last, then an e-mail address. */
export const contactOf = (number: number): Contact =>
  number < PHONES
    ? {
        kind: 'phone',
        value: `${RANGES[Math.floor(number / 10_000)]}${String(number % 10_000).padStart(4, '0')}`,
      }
    : { kind: 'email', value: `person${number}@example.fr` }

/** Numbers from all over the population, the same in every run; `turn` counts up. */
export const scattered = (turn: number): number =>
  Math.floor(CONTACTS * ((turn * 0.618_033_988_749_894_9) % 1))
