import { CONTACT_PROVISIONS } from './pack.ts'
import type { Provision } from './provision.ts'

/** The law as this version of the package has it. */
export type RuleSet = {
  /** Of this package. */
  readonly version: string
  /** Every provision of contact with its citation and the days on which it is the law, by id. */
  readonly provisions: readonly Provision[]
}

/** Version of this package, which a test holds to its manifest. */
const VERSION = '0.1.0'

/** The rule set that {@link assess} applies, to be named by whoever keeps what it answered. */
export const ruleSet = (): RuleSet => ({
  version: VERSION,
  provisions: [
    ...new Map(
      CONTACT_PROVISIONS.map(({ id, citation, from, to }) => [id, { id, citation, from, to }]),
    ).values(),
  ].toSorted((one, other) => (one.id < other.id ? -1 : 1)),
})
