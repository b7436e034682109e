import { besideC15t, DURABILITY } from './beside-c15t.ts'
import { c15tRecord } from './c15t.ts'
import { constatRecord } from './constat.ts'
import { CONTACTS, EVENTS } from './population.ts'
import { keepFindings, machineText, thisMachine } from './report.ts'
import { figuresOf, measureSides, ratiosTo, standingsTable, type Plan } from './sides.ts'

const NAME = 'record-consent'
const PLAN: Plan = {
  rounds: Number(process.env['BENCH_ROUNDS'] ?? 12),
  seconds: Number(process.env['BENCH_SECONDS'] ?? 3),
  connections: 24,
}

await besideC15t(
  {
    field: 'recordConsent',
    constat: ({ notice }, turn) => constatRecord(notice, `new${turn}`),
    constatHolds: ({ text }) => text.includes('"__typename":"RecordConsentPayload"'),
    c15t: (turn) => c15tRecord(`new${turn}`, Date.now()),
    c15tHolds: ({ status }) => status === 200,
  },
  async ({ constat, c15t, versions }) => {
    const standings = await measureSides([constat, c15t.stock, c15t.indexed], PLAN)
    const [own, stock, indexed] = standings
    if (!own) throw new Error('Nothing was measured.')
    const page = `# recordConsent over HTTP

Against \`POST /subjects\` of @c15t/backend ${versions['@c15t/backend']}, with its tables as its migrator makes them (stock) and with the indexes that its
queries would need, added by hand. ${CONTACTS} contacts with ${EVENTS} events on disk on each side before (Constat's with statements that nobody signed);
each request is the consent of somebody new to one question. One server process a side (\`constat serve\` with its defaults but a key without a rate to mind).

Durability is the same, and is bought differently. Constat: ${DURABILITY.constat}.
c15t: ${DURABILITY.c15t}.
They do not do the same: Constat normalises the contact, signs a statement, seals what is personal, keeps an idempotency key, commits an
entry for the log, and its log grows beside; c15t stores who consented to which purpose, in clear.

Each side is warmed up by 20,000 requests or for 20 s. Median of ${PLAN.rounds} rounds of ${PLAN.seconds} s a side (in brackets the middle half of them), ${PLAN.connections} callers at a time, all
sides in turn and each round in the order opposite to the last, by the same load generator on the same machine, over kept connections;
waits over all rounds; processor time of the server's process, its log included; ratios are the median of those of each round; SQL statements of one request by itself, counted on a server of their
own before, without those that open and end a transaction on Constat's side, which requests share, and with them on c15t's
(${machineText(thisMachine())}).

${standingsTable(standings)}

Targets: 10 times c15t's stock, 2 times c15t's with indexes.
`
    await keepFindings(NAME, page, {
      versions,
      sizes: { contacts: CONTACTS, events: EVENTS, ...PLAN },
      durability: DURABILITY,
      ratios: [
        ...ratiosTo(own, stock, 'to c15t POST /subjects, stock', 10),
        ...ratiosTo(own, indexed, 'to c15t POST /subjects, indexed', 2),
      ],
      figures: figuresOf(standings),
    })
  },
)
