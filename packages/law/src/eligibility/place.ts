import { zoneOfTerritory } from '../calendar/territory.ts'
import { PARIS } from '../calendar/time-zone.ts'
import type { Query } from './query.ts'

/** The consumer's time zone and the part of France, or other country, where the consumer lives. */
export type Place = { readonly timeZone: string; readonly territory: string }

const PREFIXES: readonly (readonly [prefix: string, place: Place])[] = [
  ['+33', { timeZone: PARIS, territory: 'FR-MET' }],
  ['+262269', { timeZone: 'Indian/Mayotte', territory: 'FR-YT' }],
  ['+262639', { timeZone: 'Indian/Mayotte', territory: 'FR-YT' }],
  ['+262', { timeZone: 'Indian/Reunion', territory: 'FR-RE' }],
  ['+590', { timeZone: 'America/Guadeloupe', territory: 'FR-GP' }],
  ['+594', { timeZone: 'America/Cayenne', territory: 'FR-GF' }],
  ['+596', { timeZone: 'America/Martinique', territory: 'FR-MQ' }],
]

// ISO 3166 leaves ZZ to its users; which country a foreign number is of changes nothing, as none is answered for.
const ABROAD: Place = { timeZone: PARIS, territory: 'ZZ' }
const HOME: Place = { timeZone: PARIS, territory: 'FR-MET' }

/** Where the person is, from the facts, else from the number; an e-mail address says nothing and is taken for metropolitan. */
export const placeOf = ({ contact, facts }: Query): Place => {
  const guess =
    contact.kind === 'email'
      ? HOME
      : (PREFIXES.find(([prefix]) => contact.value.startsWith(prefix))?.[1] ?? ABROAD)
  const zone = facts.timeZone ?? zoneOfTerritory(facts.territory) ?? guess.timeZone
  return { timeZone: zone, territory: facts.territory ?? guess.territory }
}
