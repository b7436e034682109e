import type { Provision } from './provision.ts'
import { review, type LegalText } from './rule.ts'

/** No rule is encoded of the days before (law.md, "Engine scope"). */
export const BEFORE_THE_RULES: Provision = {
  id: 'scope:date',
  citation: 'Rules encoded from 26 July 2020 (loi 2020-901)',
  from: null,
  to: '2020-07-25',
}

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
      ...BEFORE_THE_RULES,
      gate: 'scope',
      applies: () => true,
      test: () => [review('RULESET_NOT_COVERED')],
    },
    {
      id: 'scope:territory',
      citation: 'French law only; another law may protect the person',
      from: null,
      to: null,
      gate: 'scope',
      applies: () => true,
      when: ({ territory }) => !TERRITORIES.includes(territory),
      test: () => [review('JURISDICTION_UNSUPPORTED')],
    },
  ],
}
