import { fileURLToPath } from 'node:url'

/** A benchmark: a program of its own, so that none finds the heap of another. */
export type Benchmark = { readonly name: string; readonly script: string }

const NAMES = [
  'check-eligibility',
  'record-consent',
  'proofs',
  'law',
  'tlog',
  'certificate',
  'screening',
] as const

const scriptOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** All of them, in the order in which they are run and told of. */
export const BENCHMARKS: readonly Benchmark[] = [
  ...NAMES.map((name) => ({ name, script: scriptOf(`./${name}.ts`) })),
  { name: 'widget', script: scriptOf('./widget/main.ts') },
]
