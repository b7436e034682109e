import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { verifyTimestamp } from '@constat/evidence/timestamp'
import { readTrust, verifyCertificate } from '@constat/evidence/verify'
import { quantile } from './cpu.ts'
import { keepFindings, machineText, thisMachine } from './report.ts'

const WARM_UP = 100
const RUNS = 500
/** In the witnessed certificate. */
const SIGNATURES = 11
// A day after the golden certificates were recorded.
const NOW = 1_790_086_400_000

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const golden = (name: string): string => path(`../../evidence/golden/v1/${name}`)

/** Milliseconds of one run after another: by the clock on the wall, and of this process's threads on the cores. */
type Speed = { readonly median: number; readonly p99: number; readonly cpu: number }

const measure = async (work: () => Promise<boolean>): Promise<Speed> => {
  const waits = new Float64Array(RUNS)
  let before = process.cpuUsage()
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    if (run === WARM_UP) before = process.cpuUsage()
    const started = performance.now()
    if (!(await work())) throw new Error('What is measured must hold.')
    if (run >= WARM_UP) waits[run - WARM_UP] = performance.now() - started
  }
  const { user, system } = process.cpuUsage(before)
  return { median: quantile(waits, 0.5), p99: quantile(waits, 0.99), cpu: (user + system) / 1000 / RUNS }
}

const verification = async (name: string, tsaRoots: readonly string[]) => {
  const bytes = new Uint8Array(await readFile(`${golden(name)}/certificate.json`))
  const trust = await readTrust({
    policy: await readFile(`${golden(name)}/policy.txt`, 'utf8'),
    jwks: await readFile(`${golden(name)}/jwks.json`, 'utf8'),
    tsaRoots,
  })
  if (!trust.ok) throw new Error('The golden trust does not read.')
  return measure(async () => {
    const report = await verifyCertificate(bytes, trust.value, { now: NOW, verifyTimestamp })
    return report.verdict === 'VERIFIED'
  })
}

const signature = async (): Promise<() => Promise<boolean>> => {
  const message = new Uint8Array(1024)
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  if (!('publicKey' in pair)) throw new Error('Ed25519 keys come in pairs.')
  const signed = await crypto.subtle.sign('Ed25519', pair.privateKey, message)
  return () => crypto.subtle.verify('Ed25519', pair.publicKey, signed, message)
}

const row = (name: string, { median, p99, cpu }: Speed): string =>
  `| ${name} | ${median.toFixed(2)} | ${p99.toFixed(2)} | ${cpu.toFixed(2)} |`

const floor = await measure(await signature())
const logged = await verification('signed-and-logged', [])
const witnessed = await verification('witnessed', [])
const timestamped = await verification('timestamped', [
  await readFile(`${golden('timestamped')}/tsa.pem`, 'utf8'),
])

const report = `# Verification of a lead certificate

The golden certificates, verified one after another from their bytes to the report
(${machineText(thisMachine())}; ${RUNS} runs each).
The floor is one Ed25519 signature over 1 KiB, which WebCrypto verifies on a thread of its own. A witnessed certificate has
${SIGNATURES} of them (its statement and two publications, three checkpoints and their anchor, each with a log's signature and two
cosignatures); a stamped one two RFC 3161 tokens besides, each with a chain of three certificates on P-256. Target: under 10 ms.

| | median ms | p99 ms | processor ms |
| --- | --- | --- | --- |
${row('one Ed25519 signature', floor)}
${row('certificate, signed and logged', logged)}
${row('certificate, witnessed, with anchor and publications', witnessed)}
${row('the same with two time stamps', timestamped)}
`
await keepFindings('certificate', report, {
  sizes: { runs: RUNS },
  ratios: [
    { name: 'signed and logged, to one Ed25519 signature', value: floor.cpu / logged.cpu },
    {
      name: 'witnessed, to the 11 Ed25519 signatures in it',
      value: (SIGNATURES * floor.cpu) / witnessed.cpu,
    },
  ],
  figures: [
    { name: 'signed and logged: processor', value: logged.cpu, unit: 'ms' },
    { name: 'witnessed: processor', value: witnessed.cpu, unit: 'ms' },
    { name: 'with two time stamps: processor', value: timestamped.cpu, unit: 'ms' },
    { name: 'with two time stamps: median', value: timestamped.median, unit: 'ms' },
  ],
})
