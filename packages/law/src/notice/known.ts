/** A fact that may not be known: null. */
export type Known = boolean | null

/** Whether both hold; null when that cannot be known. */
export const both = (one: Known, other: Known): Known => {
  if (one === false || other === false) return false
  return one === null || other === null ? null : true
}

/** Whether some hold; null when that cannot be known. */
export const anyOf = (facts: readonly Known[]): Known => {
  if (facts.includes(true)) return true
  return facts.includes(null) ? null : false
}

/** Whether it does not hold; null when that cannot be known. */
export const not = (fact: Known): Known => (fact === null ? null : !fact)
