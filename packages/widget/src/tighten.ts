import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { minifyWidget } from './build.ts'
import { orderedBy, sha256, type Arrangement, type Minified } from './compile/arrange.ts'
import { ARRANGEMENT } from './compile/arrangement.ts'
import { openRenaming } from './compile/bindings.ts'
import { inOrder, readDeclarations, withDeclarations } from './compile/declarations.ts'
import { textOf } from './compile/part.ts'

const ORDERS_TRIED = 12_000
const NAMES_TRIED = 20_000
const SHORT_NAMES = Array.from('etrianslochdupmbfgwyvN_k$CETORxSAMIqDULPjFWzHGVJBKYQXZ')
const KEYWORDS = /^(as|do|if|in|is|of)$/

/** The same numbers each time, 0 to 1 (Numerical Recipes' linear congruential generator). */
const numbers = (seed: number): (() => number) => {
  let state = seed
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32
}

const weigh = (code: string): number => gzipSync(code, { level: 9 }).length

/**
 * Tries changes one by one and keeps what is no larger, in the first half what is a byte larger too, which leads out of blind
 * alleys; the smallest of all is what remains. A change can be none.
 */
const search = <State>(
  first: State,
  tries: number,
  change: (state: State) => State | undefined,
  bytesOf: (state: State) => number,
): State => {
  let now = first
  let bytes = bytesOf(first)
  let best = { state: now, bytes }
  for (let tried = 0; tried < tries; tried++) {
    const next = change(now)
    if (next === undefined) continue
    const its = bytesOf(next)
    if (its > bytes + (tried < tries / 2 ? 1 : 0)) continue
    now = next
    bytes = its
    if (bytes <= best.bytes) best = { state: now, bytes }
  }
  return best.state
}

/** Moves a few declarations at a time. */
const findOrder = (file: Minified, from: readonly string[]): readonly string[] => {
  const random = numbers(1)
  const code = textOf(orderedBy(file, from))
  const declarations = readDeclarations(code)
  const found = search(
    declarations.list,
    ORDERS_TRIED,
    (order) => {
      const length = 1 + Math.floor(random() * 3)
      const start = Math.floor(random() * (order.length - length))
      const rest = order.toSpliced(start, length)
      const to = Math.floor(random() * (rest.length + 1))
      const moved = rest.toSpliced(to, 0, ...order.slice(start, start + length))
      const ranks = new Map(moved.map((each, rank) => [each, rank]))
      return inOrder(moved, (each) => ranks.get(each) ?? 0)
    },
    (order) => weigh(textOf(withDeclarations(code, declarations, order))),
  )
  return found.map(({ name }) => file.sourceNames.get(name) ?? name)
}

/** Gives one binding at a time another name, its own to those that had it. */
const findNames = (code: string, members: ReadonlySet<string>): readonly string[] => {
  const random = numbers(2)
  const { bindings, rename } = openRenaming(code, members)
  const longer = SHORT_NAMES.flatMap((a) => SHORT_NAMES.map((b) => a + b)).filter(
    (name) => !KEYWORDS.test(name),
  )
  const isSound = (names: readonly string[], place: number): boolean => {
    const binding = bindings[place]
    const its = names[place] ?? ''
    return (
      binding !== undefined &&
      !binding.apartFromNames.has(its) &&
      binding.apartFrom.every((other) => names[other] !== its)
    )
  }
  return search<readonly string[]>(
    bindings.map(({ name }) => name),
    NAMES_TRIED,
    (names) => {
      const nth = Math.floor(random() * bindings.length)
      const old = names[nth] ?? ''
      const pool = old.length > 1 && random() < 0.3 ? longer : SHORT_NAMES
      // The names that the file says most come first.
      const name = pool[Math.floor(pool.length * random() * random())] ?? old
      const swapped = (bindings[nth]?.apartFrom ?? []).filter((other) => names[other] === name)
      const next = names.map((each, place) => (place === nth ? name : swapped.includes(place) ? old : each))
      return [nth, ...swapped].every((place) => isSound(next, place)) ? next : undefined
    },
    (names) => weigh(textOf(rename(names))),
  )
}

const printed = ({ order, names }: Arrangement): string => `import type { Arrangement } from './arrange.ts'

// Written by \`pnpm --filter @constat/widget tighten\`.
export const ARRANGEMENT: Arrangement = {
  order: '${order.join(' ')}'.split(' '),
  names: {
    sha256: '${names.sha256}',
    list: '${names.list.join(' ')}'.split(' '),
  },
}
`

const file = await minifyWidget()
const order = findOrder(file, ARRANGEMENT.order)
const code = textOf(orderedBy(file, order))
const list = findNames(code, file.members)
process.stdout.write(
  `${weigh(file.code)} bytes, in order ${weigh(code)}, named ${weigh(textOf(openRenaming(code, file.members).rename(list)))}\n`,
)
await writeFile(
  new URL('compile/arrangement.ts', import.meta.url),
  printed({ order, names: { sha256: sha256(code), list } }),
)
