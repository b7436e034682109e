import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient, type Client } from '@constat/client'
import { startChild } from './child.ts'
import { measureAlone } from './alone.ts'
import { measure, median, type Measured } from './load.ts'

const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 16
const CONTACTS = 1_000
const PORTS = { constat: 4710, hello: 4711 } as const

const script = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const QUERY = `query ($input: EligibilityInput!) { checkEligibility(input: $input) { verdict reasons { code } } }`

const phoneOf = (index: number): string => `+3363998${String(index).padStart(4, '0')}`

const seed = async (client: Client, notice: string): Promise<void> => {
  // In groups, as arrivals at once share a commit.
  for (let from = 0; from < CONTACTS; from += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        client.recordConsent({
          idempotencyKey: `seed ${from + index}`,
          notice,
          contact: { phone: phoneOf(from + index) },
          choices: [{ question: 'appel', answer: 'GRANTED' }],
        }),
      ),
    )
  }
}

const eligibilityBodies = (): string[] =>
  Array.from({ length: CONTACTS }, (_, index) =>
    JSON.stringify({
      query: QUERY,
      variables: {
        input: {
          contact: { phone: phoneOf(index) },
          channel: 'LIVE_CALL',
          advertiser: 'cuisines-marais',
          goods: 'cuisines',
          // A weekday in lawful hours, so that the whole of the law is walked to ALLOW.
          at: '2027-01-12T10:00:00Z',
        },
      },
    }),
  )

const row = (name: string, { perSecond, p50, p99, failed }: Measured): string =>
  `| ${name} | ${Math.round(perSecond)} | ${p50} | ${p99} | ${failed} |`

const data = await mkdtemp(join(tmpdir(), 'constat-bench-'))
const constat = await startChild(script('../../../examples/demo/src/main.ts'), PORTS.constat, {
  CONSTAT_PORT: String(PORTS.constat),
  CONSTAT_DATA: data,
})
const hello = await startChild(script('./hello.server.ts'), PORTS.hello, { BENCH_PORT: String(PORTS.hello) })
try {
  const { secretKey, notices } = JSON.parse(await readFile(join(data, 'demo.json'), 'utf8'))
  await seed(createClient({ url: `${constat.url}/graphql`, key: secretKey }), notices[0].sha256)
  const runs: { readonly eligibility: Measured; readonly hello: Measured }[] = []
  const shared = { seconds: SECONDS, connections: CONNECTIONS }
  for (let round = 0; round <= ROUNDS; round++) {
    // In turn, so that a machine that slows down slows both.
    const floor = await measure({
      url: `${hello.url}/graphql`,
      headers: {},
      bodies: ['{"query":"{ hello }"}'],
      ...shared,
    })
    const eligibility = await measure({
      url: `${constat.url}/graphql`,
      headers: { authorization: `Bearer ${secretKey}` },
      bodies: eligibilityBodies(),
      ...shared,
    })
    say(
      `round ${round}: hello ${Math.round(floor.perSecond)}/s, checkEligibility ${Math.round(eligibility.perSecond)}/s`,
    )
    // The first round only warms up.
    if (round > 0) runs.push({ eligibility, hello: floor })
  }
  const alone = await measureAlone(`${constat.url}/graphql`, secretKey, eligibilityBodies())
  const eligibility = median(runs.map((run) => run.eligibility))
  const floor = median(runs.map((run) => run.hello))
  const report = `# checkEligibility over HTTP

Against a bare yoga \`{ hello }\` on the same stack (Node ${process.versions.node}, ${availableParallelism()} cores, ${CONNECTIONS} connections, load and server on one machine).
${CONTACTS} contacts with one consent each on disk (SQLite, WAL, synchronous=FULL); reads only, no write under way.
Median of ${ROUNDS} rounds of ${SECONDS} s each, the two in turn.

| | answers/s | p50 ms | p99 ms | failed |
| --- | --- | --- | --- | --- |
${row('`{ hello }`', floor)}
${row('`checkEligibility`', eligibility)}

One caller at a time, over one kept connection: median **${alone.p50} ms**, 99 % within ${alone.p99} ms.

Ratio: **${(eligibility.perSecond / floor.perSecond).toFixed(2)}** of the answers per second of \`{ hello }\`.
`
  const results = script('../results')
  await mkdir(results, { recursive: true })
  await writeFile(join(results, 'check-eligibility.md'), report)
  say(`\n${report}`)
} finally {
  await Promise.all([constat.stop(), hello.stop()])
  await rm(data, { recursive: true })
}
