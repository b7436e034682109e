import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { minifyWidget } from './build.ts'
import { orderedBy, sha256, type Arrangement, type Minified } from './compile/arrange.ts'
import { ARRANGEMENT } from './compile/arrangement.ts'
import { openRenaming } from './compile/bindings.ts'
import { inOrder, readDeclarations, withDeclarations, type Declaration } from './compile/declarations.ts'
import { textOf } from './compile/part.ts'

const ORDERS_TRIED = 12_000
const NAMES_TRIED = 15_000
const SHORT_NAMES = Array.from('etrianslochdupmbfgwyvN_k$CETORxSAMIqDULPjFWzHGVJBKYQXZ')
const KEYWORDS = /^(as|do|if|in|is|of)$/

/** The same numbers each time, 0 to 1 (Numerical Recipes' linear congruential generator). */
const numbers = (seed: number): (() => number) => {
  let state = seed
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32
}

const weigh = (code: string): number => gzipSync(code, { level: 9 }).length

/** Moves a few declarations at a time, and keeps what is no larger. */
const findOrder = (file: Minified, from: readonly string[]): readonly string[] => {
  const random = numbers(1)
  const code = textOf(orderedBy(file, from))
  const declarations = readDeclarations(code)
  const render = (order: readonly Declaration[]): string =>
    textOf(withDeclarations(code, declarations, order))
  let best = declarations.list
  let least = weigh(code)
  for (let tried = 0; tried < ORDERS_TRIED; tried++) {
    const length = 1 + Math.floor(random() * 3)
    const start = Math.floor(random() * (best.length - length))
    const rest = best.toSpliced(start, length)
    const moved = rest.toSpliced(
      Math.floor(random() * (rest.length + 1)),
      0,
      ...best.slice(start, start + length),
    )
    const ranks = new Map(moved.map((each, rank) => [each, rank]))
    const next = inOrder(moved, (each) => ranks.get(each) ?? 0)
    const bytes = weigh(render(next))
    if (bytes <= least) [best, least] = [next, bytes]
  }
  return best.map(({ name }) => file.sourceNames.get(name) ?? name)
}

/** Gives one binding at a time another name, its own to those that had it, and keeps what is no larger. */
const findNames = (code: string): readonly string[] => {
  const random = numbers(2)
  const { bindings, rename } = openRenaming(code)
  let best: readonly string[] = bindings.map(({ name }) => name)
  let least = weigh(code)
  const longer = SHORT_NAMES.flatMap((a) => SHORT_NAMES.map((b) => a + b)).filter(
    (name) => !KEYWORDS.test(name),
  )
  for (let tried = 0; tried < NAMES_TRIED; tried++) {
    const nth = Math.floor(random() * bindings.length)
    const old = best[nth] ?? ''
    const pool = old.length > 1 && random() < 0.3 ? longer : SHORT_NAMES
    // The names that the file says most come first.
    const name = pool[Math.floor(pool.length * random() * random())] ?? old
    const swapped = (bindings[nth]?.apartFrom ?? []).filter((other) => best[other] === name)
    const next = best.map((each, place) => (place === nth ? name : swapped.includes(place) ? old : each))
    const isSound = [nth, ...swapped].every((place) => {
      const binding = bindings[place]
      const its = next[place] ?? ''
      return (
        binding && !binding.apartFromNames.has(its) && binding.apartFrom.every((other) => next[other] !== its)
      )
    })
    if (!isSound) continue
    const bytes = weigh(textOf(rename(next)))
    if (bytes <= least) [best, least] = [next, bytes]
  }
  return best
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
const list = findNames(code)
process.stdout.write(
  `${weigh(file.code)} bytes, in order ${weigh(code)}, named ${weigh(textOf(openRenaming(code).rename(list)))}\n`,
)
await writeFile(
  new URL('compile/arrangement.ts', import.meta.url),
  printed({ order, names: { sha256: sha256(code), list } }),
)
