import { fileURLToPath } from 'node:url'
import { besideC15t, DURABILITY } from './beside-c15t.ts'
import { c15tCheck } from './c15t.ts'
import { freePort, startChild } from './child.ts'
import { constatCheck } from './constat.ts'
import { CONTACTS, EVENTS, scattered } from './population.ts'
import { keepFindings, machineText, thisMachine } from './report.ts'
import { figuresOf, measureSides, ratiosTo, standingsTable, type Plan, type Side } from './sides.ts'

const NAME = 'check-eligibility'
const PLAN: Plan = {
  rounds: Number(process.env['BENCH_ROUNDS'] ?? 12),
  seconds: Number(process.env['BENCH_SECONDS'] ?? 2),
  connections: 16,
}
const ALONE: Plan = { rounds: Math.ceil(PLAN.rounds / 3), seconds: PLAN.seconds, connections: 1 }

const helloSide = async (name: string, behind: 'node' | 'hono'): Promise<Side> => {
  const port = await freePort()
  const script = fileURLToPath(new URL('./hello.server.ts', import.meta.url))
  const env = { BENCH_PORT: String(port), BENCH_BEHIND: behind }
  return {
    name,
    child: await startChild([script], port, env, '/health'),
    headers: {},
    ask: () => ({ path: '/graphql', body: '{"query":"{ hello }"}' }),
    holds: ({ status }) => status === 200,
    statements: null,
  }
}

await besideC15t(
  {
    field: 'checkEligibility',
    constat: (_installed, turn) => constatCheck(scattered(turn)),
    constatHolds: ({ text }) => text.includes('"verdict":"ALLOW"'),
    c15t: (turn) => c15tCheck(scattered(turn)),
    c15tHolds: ({ text }) => text.includes('"hasConsent":true'),
  },
  async ({ constat, c15t, versions }) => {
    const hello = await helloSide('bare yoga, { hello }', 'node')
    const behindHono = await helloSide('bare yoga behind Hono, { hello }', 'hono')
    try {
      const sides = [constat, hello, behindHono, c15t.stock, c15t.indexed]
      const standings = await measureSides(sides, PLAN)
      const alone = await measureSides(sides, ALONE, false)
      const [own, bare, hono, stock, indexed] = standings
      if (!own) throw new Error('Nothing was measured.')
      const page = `# checkEligibility, one contact a request, over HTTP

Against GraphQL with nothing behind it (Yoga as its documentation runs it, on node:http; and behind Hono, whose HTTP layer
Constat has too), and against \`GET /consents/check\` of @c15t/backend
${versions['@c15t/backend']}, with its tables as its migrator makes them (stock) and with the indexes that its queries would need, added by hand.
${CONTACTS} contacts with ${EVENTS} events on disk on each side, every answer "yes"; contacts picked all over, the same in each round.
One server process a side (\`constat serve\` with its defaults but a key without a rate to mind), SQLite in WAL with synchronous=FULL on both; reads only, no
write under way. Constat's events were written by the store's own way in with statements that nobody signed: signing them
would have taken the most of the time and changes nothing for who reads. c15t's are copies of a row that it wrote itself.
They do not do the same: Constat checks a key, decides by law on all events of the contact and says why; c15t says whether the newest
policy's consent is there, to anyone who asks.

Each side is warmed up by 20,000 requests or for 20 s. Median of ${PLAN.rounds} rounds of ${PLAN.seconds} s a side (in brackets the middle half of them), all in turn and each
round in the order opposite to the last, by the same load generator on the same machine, over kept connections; waits over all rounds;
processor time of the server's process; ratios are the median of those of each round; SQL statements counted on a server of their own before (${machineText(thisMachine())}).

${PLAN.connections} callers at a time:

${standingsTable(standings)}

One caller, over one kept connection:

${standingsTable(alone)}

A request of c15t's is a GET by its API, ours a POST of a document in words, which costs us more than an id of it would. c15t logs
errors, Constat every request.

Targets: 0.6 of the bare stack's answers a second, 10 times c15t's stock, 2 times c15t's with indexes.
`
      await keepFindings(NAME, page, {
        versions,
        sizes: { contacts: CONTACTS, events: EVENTS, ...PLAN },
        durability: DURABILITY,
        ratios: [
          ...ratiosTo(own, bare, 'to bare yoga { hello }', 0.6),
          ...ratiosTo(own, hono, 'to bare yoga { hello } behind Hono', 0.6),
          ...ratiosTo(own, stock, 'to c15t /consents/check, stock', 10),
          ...ratiosTo(own, indexed, 'to c15t /consents/check, indexed', 2),
        ],
        figures: [
          ...figuresOf(standings),
          ...figuresOf(alone).map((figure) => ({ ...figure, name: `alone, ${figure.name}` })),
        ],
      })
    } finally {
      await Promise.all([hello.child.stop(), behindHono.child.stop()])
    }
  },
)
