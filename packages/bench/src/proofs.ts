import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createClient } from '@constat/client'
import { freePort, startChild } from './child.ts'
import { quantile } from './cpu.ts'
import { makeProofs, type NoticeDocument } from './in-process.ts'
import { keepFindings, machineText, thisMachine } from './report.ts'
import { sendAll, type Ask, type Burst } from './requests.ts'

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 20)
const WARM_UP = 3
const CONNECTIONS = 24
/** One answer in so many is followed until the log has it. */
const FOLLOWED = 20
const LOOK = 25

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

const MUTATION = `mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { __typename
  ... on RecordConsentPayload { events { id } receipt { statement } } } }`

const submission = (notice: string, number: number) => ({
  idempotencyKey: `bench ${number}`,
  notice,
  contact: {
    phone: `+3363998${String(number % 10_000).padStart(4, '0')}`,
    email: `p${number}@example.fr`,
  },
  choices: [{ question: 'appel', answer: 'GRANTED' as const }],
})

let sent = 0
const nextAsk = (notice: string): Ask => ({
  path: '/graphql',
  body: JSON.stringify({ query: MUTATION, variables: { input: submission(notice, sent++) } }),
})

const documentOf = async (url: string, key: string): Promise<NoticeDocument> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ notice(key: "devis") { document } }' }),
  })
  const { data } = await response.json()
  return data.notice.document
}

/** A receipt whose statement is awaited in the log. */
type Followed = { readonly event: string; readonly at: number }
/** The size of the published head, and when it was seen. */
type Head = { readonly size: number; readonly at: number }

const EVENT = /"id":"(evt_[0-9a-z]+)"/

const watchHead = (url: string): { readonly heads: readonly Head[]; readonly stop: () => Promise<void> } => {
  const heads: Head[] = []
  const stop = new AbortController()
  const look = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const response = await fetch(`${url}/log/1/checkpoint`)
      const size = Number((await response.text()).split('\n')[1])
      if (response.ok && size !== heads.at(-1)?.size) heads.push({ size, at: performance.now() })
      await setTimeout(LOOK)
    }
  }
  const looking = look()
  return {
    heads,
    stop: async () => {
      stop.abort()
      await looking
    },
  }
}

const row = (name: string, { perSecond, waits, failed }: Burst): string =>
  `| ${name} | ${Math.round(perSecond)} | ${quantile(waits, 0.5).toFixed(1)} | ${quantile(waits, 0.99).toFixed(1)} | ${failed} |`

const data = await mkdtemp(join(tmpdir(), 'constat-bench-'))
const inProcess = await mkdtemp(join(tmpdir(), 'constat-bench-'))
const ports = [await freePort(), await freePort()] as const
const constat = await startChild([path('../../../examples/demo/src/main.ts')], ports[0], {
  CONSTAT_PORT: String(ports[0]),
  CONSTAT_DATA: data,
})
const hello = await startChild(
  [path('./hello.server.ts')],
  ports[1],
  { BENCH_PORT: String(ports[1]) },
  '/health',
)
try {
  const { secretKey, notices } = JSON.parse(await readFile(join(data, 'demo.json'), 'utf8'))
  const client = createClient({ url: `${constat.url}/graphql`, key: secretKey })
  const headers = { authorization: `Bearer ${secretKey}` }
  const next = () => nextAsk(notices[0].sha256)
  const followed: Followed[] = []
  let answers = 0
  const recorded = ({ text, at }: { readonly text: string; readonly at: number }): boolean => {
    const event = EVENT.exec(text)?.[1]
    if (event !== undefined && answers++ % FOLLOWED === 0) followed.push({ event, at })
    return event !== undefined
  }
  await sendAll(constat.url, headers, next, { connections: CONNECTIONS, seconds: WARM_UP }, () => true)
  const floor = await sendAll(
    hello.url,
    {},
    () => ({ path: '/graphql', body: '{"query":"{ hello }"}' }),
    { connections: CONNECTIONS, seconds: WARM_UP * 2 },
    ({ status }) => status === 200,
  )
  const watch = watchHead(constat.url)
  const proofs = await sendAll(
    constat.url,
    headers,
    next,
    { connections: CONNECTIONS, seconds: SECONDS },
    recorded,
  )
  // The last of them come into the log within its merge delay.
  const isCovered = async (event: string): Promise<boolean> => {
    const leafIndex = (await client.event(event))?.leafIndex
    return leafIndex != null && Number(leafIndex) < (watch.heads.at(-1)?.size ?? 0)
  }
  for (let look = 0; look < 100 && !(await isCovered(followed.at(-1)?.event ?? '')); look += 1)
    await setTimeout(100)
  await watch.stop()
  const included: number[] = []
  for (const { event, at } of followed) {
    const { leafIndex } = (await client.event(event)) ?? {}
    const head = watch.heads.find(({ size }) => leafIndex != null && size > Number(leafIndex))
    included.push(head ? Math.max(0, head.at - at) : Infinity)
  }
  const inclusion = Float64Array.from(included)
  const made = await makeProofs(inProcess, await documentOf(constat.url, secretKey), submission, {
    callers: CONNECTIONS,
    seconds: SECONDS,
    warmUp: WARM_UP,
  })
  const size = watch.heads.at(-1)?.size ?? 0
  const report = `# Proofs made and committed

A proof: contact normalised, statement signed, disclosures sealed, everything and its entry for the log committed before the
answer (SQLite, WAL, **synchronous=FULL**, group commit), the log growing beside. ${CONNECTIONS} callers, each with a new submission as
soon as the last was answered, for ${SECONDS} s (${machineText(thisMachine())}).
"In process" is the server's service called without a network: proofs made and committed, on one thread. "Over HTTP" is the
GraphQL mutation with a secret key, the load on the same machine; its floor is a bare yoga \`{ hello }\` in the same run.
Inclusion: from the receipt to the first published checkpoint seen to cover it, of one answer in ${FOLLOWED}, looked at every
${LOOK} ms. Targets: 1,000 a second, receipts p99 under 100 ms, inclusion p99 under 2 s.

| | a second | p50 ms | p99 ms | failed |
| --- | --- | --- | --- | --- |
${row('`{ hello }` over HTTP', floor)}
${row('`recordConsent` over HTTP, receipt on disk', proofs)}
${row('in process, receipt on disk', made)}

Inclusion: median **${quantile(made.inclusion, 0.5).toFixed(0)} ms**, 99 % within **${quantile(made.inclusion, 0.99).toFixed(0)} ms** in process;
${quantile(inclusion, 0.5).toFixed(0)} ms and ${quantile(inclusion, 0.99).toFixed(0)} ms over HTTP, where the log had ${size} leaves at the end.
In process a proof takes **${made.processor.toFixed(2)} ms** of its thread's processor time.
Ratio: **${(proofs.perSecond / floor.perSecond).toFixed(2)}** of the answers per second of \`{ hello }\` over HTTP.
`
  await keepFindings('proofs', report, {
    sizes: { seconds: SECONDS, connections: CONNECTIONS, leaves: size },
    durability: { constat: 'SQLite, WAL, synchronous=FULL, group commit' },
    ratios: [
      { name: 'recordConsent over HTTP, to bare yoga { hello }', value: proofs.perSecond / floor.perSecond },
    ],
    figures: [
      { name: 'over HTTP: a second', value: proofs.perSecond, unit: '1/s' },
      { name: 'over HTTP: receipt p99', value: quantile(proofs.waits, 0.99), unit: 'ms' },
      { name: 'over HTTP: inclusion p99', value: quantile(inclusion, 0.99), unit: 'ms' },
      { name: 'in process: a second', value: made.perSecond, unit: '1/s' },
      { name: 'in process: receipt p99', value: quantile(made.waits, 0.99), unit: 'ms' },
      { name: 'in process: inclusion p99', value: quantile(made.inclusion, 0.99), unit: 'ms' },
      { name: 'in process: processor', value: made.processor, unit: 'ms/proof' },
    ],
  })
} finally {
  await Promise.all([constat.stop(), hello.stop()])
  for (const folder of [data, inProcess]) await rm(folder, { recursive: true })
}
