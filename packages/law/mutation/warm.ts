import { CHANNELS, PURPOSES } from '@constat/core/vocabulary'
import { addDays } from '../src/calendar/law-date.ts'
import { CONTACT_PROVISIONS, lawOf } from '../src/rules/pack.ts'

// What is looked up once would be charged to the test that asked first, and no other would be run against its mutants.
const days = new Set(
  CONTACT_PROVISIONS.flatMap(({ from, to }) => [
    from ?? '1900-01-01',
    to === null ? '1900-01-01' : addDays(to, 1),
  ]),
)

for (const day of days)
  for (const channel of CHANNELS)
    for (const purpose of PURPOSES)
      for (const person of ['CONSUMER', 'PROFESSIONAL', 'ENTITY'] as const)
        for (const strict of [true, false]) lawOf(day, { channel, purpose, person, strict })
