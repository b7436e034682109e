/** How many letters to insert, delete, change or swap with their neighbour turn one word into another (optimal string alignment). */
const distance = (one: string, other: string): number => {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1]
      const swapped = one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]
      next[at] = Math.min(
        (next[at - 1] ?? 0) + 1,
        (last[at] ?? 0) + 1,
        (last[at - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (before[at - 2] ?? 0) + 1 : Infinity,
      )
    }
    before = last
    last = next
  }
  return last[other.length] ?? 0
}

const MAX_LENGTH = 64

/** The word that was most likely meant; undefined when none is close: within a third of its letters. */
export const nearest = (typed: string, words: readonly string[]): string | undefined => {
  if (typed.length > MAX_LENGTH) return undefined
  const [closest] = words
    .map((word) => ({ word, off: distance(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, off }) => off <= Math.max(1, Math.floor(word.length / 3)))
    .toSorted((one, other) => one.off - other.off)
  return closest?.word
}
