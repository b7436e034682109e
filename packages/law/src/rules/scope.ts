import type { LegalText } from './rule.ts'
import { review } from './rule.ts'

/** First day of the rules encoded here (law.md, "Engine scope"). */
const FIRST_DAY = '2020-07-26'

const TERRITORIES: readonly string[] = [
  'FR',
  'FR-MET',
  'FR-ALSACE-MOSELLE',
  'FR-GP',
  'FR-MQ',
  'FR-GF',
  'FR-RE',
  'FR-YT',
  'FR-BL',
  'FR-MF',
]

/** What these rules do not answer: older law, and persons whose protection another law governs. */
export const scope: LegalText = {
  rules: [
    {
      id: 'scope:date',
      citation: 'Rules encoded from 26 July 2020 (loi 2020-901)',
      from: null,
      to: '2020-07-25',
      gate: 'scope',
      applies: ({ date }) => date < FIRST_DAY,
      test: () => [review('RULESET_NOT_COVERED')],
    },
    {
      id: 'scope:territory',
      citation: 'French law only; another law may protect the person',
      from: null,
      to: null,
      gate: 'scope',
      applies: ({ territory }) => !TERRITORIES.includes(territory),
      test: () => [review('JURISDICTION_UNSUPPORTED')],
    },
  ],
}
