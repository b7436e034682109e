import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { decide, type DecideOptions, type Question } from '@constat/law'
import { cpuSeconds, quantile } from './cpu.ts'
import { keepFindings, machineText, thisMachine } from './report.ts'

const ROUNDS = 9
const PASSES = 1_500
const TIMED_PASSES = 400

type Profile = NonNullable<DecideOptions['profile']>
type Work = (question: Question) => unknown

/** Work over all questions: how many a second of one core, and how long each took. */
type Speed = { readonly perSecond: number; readonly median: number; readonly p99: number }

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

// What is computed must be used, or the engine may leave it out.
let used = 0

const onePass = (questions: readonly Question[], work: Work): void => {
  for (const question of questions) if (work(question) !== undefined) used += 1
}

const round = (questions: readonly Question[], work: Work): number => {
  const before = cpuSeconds()
  for (let pass = 0; pass < PASSES; pass += 1) onePass(questions, work)
  return (PASSES * questions.length) / (cpuSeconds() - before)
}

const latencies = (questions: readonly Question[], work: Work): Float64Array => {
  const nanoseconds = new Float64Array(questions.length * TIMED_PASSES)
  let at = 0
  for (let pass = 0; pass < TIMED_PASSES; pass += 1)
    for (const question of questions) {
      const before = process.hrtime.bigint()
      if (work(question) !== undefined) used += 1
      nanoseconds[at] = Number(process.hrtime.bigint() - before)
      at += 1
    }
  return nanoseconds
}

const measure = (questions: readonly Question[], works: readonly Work[]): readonly Speed[] => {
  const rates = works.map((): number[] => [])
  // In turn, so that a machine that slows down slows all; the first round only warms up.
  for (let turn = 0; turn <= ROUNDS; turn += 1)
    for (const [index, work] of works.entries()) {
      const rate = round(questions, work)
      if (turn > 0) rates[index]?.push(rate)
    }
  return works.map((work, index) => {
    const each = latencies(questions, work)
    return {
      perSecond: quantile(Float64Array.from(rates[index] ?? []), 0.5),
      median: quantile(each, 0.5),
      p99: quantile(each, 0.99),
    }
  })
}

const row = (name: string, { perSecond, median, p99 }: Speed, floor: Speed): string =>
  `| ${name} | ${Math.round(perSecond)} | ${(median / 1000).toFixed(1)} | ${(p99 / 1000).toFixed(1)} | ${(perSecond / floor.perSecond).toFixed(2)} |`

const scenarios: readonly { readonly question: Question }[] = JSON.parse(
  await readFile(path('../../law/src/testing/scenarios.json'), 'utf8'),
)
const questions = scenarios.map(({ question }) => question).filter(({ kind }) => kind === 'CONTACT')

const under =
  (profile: Profile): Work =>
  (question) =>
    decide(question, { profile })

const [floor, strict, standard] = measure(questions, [
  (question) => JSON.stringify(question),
  under('strict'),
  under('standard'),
])
if (!floor || !strict || !standard || used === 0) throw new Error('Nothing was measured.')

const report = `# decide

The ${questions.length} questions of kind CONTACT of law.md's scenarios, read as untrusted input and decided, on one core
(${machineText(thisMachine())}).
The floor is \`JSON.stringify\` of the same question: what it takes only to write it down.
Decisions per second of this thread's processor time, median of ${ROUNDS} rounds in turn; each decision timed alone by the clock on
the wall, the clock's own cost and whatever else the machine did included.

| | a second | median µs | p99 µs | of the floor |
| --- | --- | --- | --- | --- |
${row('`JSON.stringify(question)`', floor, floor)}
${row('`decide(question)`, strict', strict, floor)}
${row('`decide(question)`, standard', standard, floor)}
`
await keepFindings('law', report, {
  sizes: { questions: questions.length, rounds: ROUNDS, passes: PASSES },
  ratios: [
    { name: 'decide, strict, to JSON.stringify of the question', value: strict.perSecond / floor.perSecond },
    {
      name: 'decide, standard, to JSON.stringify of the question',
      value: standard.perSecond / floor.perSecond,
    },
  ],
  figures: [
    { name: 'decide, strict: median', value: strict.median / 1000, unit: 'µs' },
    { name: 'decide, strict: p99', value: strict.p99 / 1000, unit: 'µs' },
    { name: 'decide, standard: median', value: standard.median / 1000, unit: 'µs' },
    { name: 'decide, standard: p99', value: standard.p99 / 1000, unit: 'µs' },
  ],
})
