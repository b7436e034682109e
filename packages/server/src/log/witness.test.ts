import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateLogKey } from '@constat/evidence'
import { cosignaturesOf, newestCheckpoint, type Checkpoint } from '@constat/store'
import { formatPolicy, parsePolicy, verifyCheckpoint } from '@constat/tlog'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { newFolder } from '../testing/folder.ts'
import { openLogUnderTest, ORIGIN, type LogUnderTest } from '../testing/log-under-test.ts'
import { seededRandom } from '../testing/seeded.ts'
import { startWitness } from '../testing/witness.ts'
import { vkeyOfLog } from './log-key.ts'
import { logRoutes } from './log.routes.ts'
import { openLog } from './open-log.ts'
import { newestAnchor } from './pledge.ts'
import { policyText, readWitnesses, type WitnessPolicy } from './policy.ts'
import { takeTurn } from './sequencer.ts'
import { startLog } from './start-log.ts'
import { askWitness } from './witness-client.ts'
import { newestWitnessedSize } from './witnessed.ts'
import { startWitnessing } from './witnessing.ts'

const LOG = { logId: '1', origin: ORIGIN }

const grow = async (log: LogUnderTest, count: number): Promise<Checkpoint> => {
  await log.state(count)
  await takeTurn(log.deps, LOG)
  return (await newestCheckpoint(log.deps.store.reader, '1'))!
}

const logWithWitness = async (name = 'witness.example/w1') => {
  const log = await openLogUnderTest(await newFolder())
  await openLog(log.deps)
  const witness = await startWitness(name, vkeyOfLog(ORIGIN, log.deps.keys.log))
  const ask = (checkpoint: Checkpoint, signal = AbortSignal.timeout(10_000)) =>
    askWitness(log.deps, LOG, witness.named, checkpoint, signal)
  return { log, witness, ask }
}

test('a witness cosigns each checkpoint from the one before, and whoever reads the head can tell', async () => {
  const { log, witness, ask } = await logWithWitness()
  expect(await ask(await grow(log, 5))).toBe('COSIGNED')
  const checkpoint = await grow(log, 300)
  expect(await ask(checkpoint)).toBe('COSIGNED')
  expect(await ask(checkpoint)).toBe('COSIGNED')
  expect(witness.asked.map((body) => body.split('\n')[0])).toEqual(['old 0', 'old 5'])

  const witnesses = { witnesses: [witness.named], groups: [], quorum: witness.named.name }
  const app = logRoutes({ ...log.deps, witnesses })
  const text = async (path: string) => (await app.fetch(new Request(`https://proofs.example${path}`))).text()
  const policy = parsePolicy(await text('/.well-known/tlog-policy.txt'))
  if (!policy.ok) throw new Error(policy.code)
  const verified = await verifyCheckpoint(await text('/log/1/checkpoint'), policy.value)
  expect(verified).toMatchObject({
    ok: true,
    value: {
      checkpoint: { origin: ORIGIN, size: 305 },
      cosignatures: [{ witness: witness.named.name, time: 1_790_000_000 }],
      quorumMet: true,
    },
  })
  await log.close()
})

test('a statement names the newest checkpoint that a quorum signed, else the newest there is', async () => {
  const { log, witness, ask } = await logWithWitness()
  const other = await startWitness('witness.example/w2', vkeyOfLog(ORIGIN, log.deps.keys.log))
  const witnesses = {
    witnesses: [witness.named, other.named],
    groups: [{ name: 'both', threshold: 2, members: [witness.named.name, other.named.name] }],
    quorum: 'both',
  }
  const anchored = async (policy: WitnessPolicy | undefined) =>
    (await newestAnchor({ witnesses: policy }, log.deps.store.reader, '1'))?.size
  const first = await grow(log, 5)
  await ask(first)
  await askWitness(log.deps, LOG, other.named, first, AbortSignal.timeout(10_000))
  await ask(await grow(log, 5))
  await grow(log, 5)
  expect(await anchored(undefined)).toBe(15)
  expect(await anchored({ ...witnesses, quorum: 'none' })).toBe(10)
  expect(await anchored({ ...witnesses, quorum: witness.named.name })).toBe(10)
  expect(await anchored(witnesses)).toBe(5)
  expect(await newestWitnessedSize({ witnesses }, log.deps.store.reader, '1')).toBe(5)
  const strict = { ...witnesses, groups: [], quorum: other.named.name, witnesses: [other.named] }
  expect(await newestWitnessedSize({ witnesses: strict }, log.deps.store.reader, '1')).toBe(5)
  await log.close()
})

test('a witness that knows another size is asked again from there', async () => {
  const { log, witness, ask } = await logWithWitness()
  await ask(await grow(log, 5))
  const { latest } = witness
  await ask(await grow(log, 5))
  witness.latest = latest
  expect(await ask(await grow(log, 5))).toBe('COSIGNED')
  expect(witness.asked.map((body) => body.split('\n')[0])).toEqual(['old 0', 'old 5', 'old 10', 'old 5'])
  await log.close()
})

test('a witness that holds another tree of this log, or a larger one, says so', async () => {
  const { log, witness, ask } = await logWithWitness()
  await ask(await grow(log, 5))
  const root = new Uint8Array(32)
  witness.latest = { size: 5, root }
  expect(await ask(await grow(log, 5))).toBe('INCONSISTENT')
  witness.latest = { size: 50, root }
  expect(await ask(await grow(log, 5))).toBe('INCONSISTENT')
  expect(await cosignaturesOf(log.deps.store.reader, '1', 15)).toEqual([])
  await log.close()
})

// By tlog-witness v1.0.0 a witness that is asked from the size of the checkpoint, and holds another root, answers 409; what
// stands in the body is left open. Later drafts say 422.
test.each(['5\n', ''])(
  'a witness of the first version that holds another root of this size says so: %j',
  async (body) => {
    const { log, witness, ask } = await logWithWitness()
    const checkpoint = await grow(log, 5)
    witness.instead = () =>
      new Response(witness.asked.at(-1)?.startsWith('old 5\n') ? body : '5\n', { status: 409 })
    expect(await ask(checkpoint)).toBe('INCONSISTENT')
    const witnesses = { witnesses: [witness.named], groups: [], quorum: witness.named.name }
    await expect(openLog({ ...log.deps, witnesses })).rejects.toMatchObject({ code: 'witness-differs' })
    // One that is behind has nothing to say of this head.
    witness.instead = () => new Response('3\n', { status: 409 })
    await expect(openLog({ ...log.deps, witnesses })).resolves.toEqual(LOG)
    await log.close()
  },
)

test.each([
  ['an unknown log', () => new Response('no', { status: 404 }), 'UNKNOWN_LOG'],
  ['an unknown key', () => new Response('no', { status: 403 }), 'UNKNOWN_LOG'],
  ['a proof that does not hold', () => new Response('no', { status: 422 }), 'INCONSISTENT'],
  ['a malformed request', () => new Response('no', { status: 400 }), 'UNANSWERED'],
  ['too many requests', () => new Response('no', { status: 429 }), 'UNANSWERED'],
  ['no signature', () => new Response('thanks\n'), 'UNANSWERED'],
  ['nothing', () => new Response(''), 'UNANSWERED'],
  ['a flood', () => new Response('— x '.repeat(100_000)), 'UNANSWERED'],
  ['no size', () => new Response('many\n', { status: 409 }), 'UNANSWERED'],
  ['the same size for ever', () => new Response('0\n', { status: 409 }), 'UNANSWERED'],
] as const)('what a witness answers is judged, and nothing of it kept: %s', async (_, instead, expected) => {
  const { log, witness, ask } = await logWithWitness()
  witness.instead = instead
  expect(await ask(await grow(log, 5))).toBe(expected)
  expect(await cosignaturesOf(log.deps.store.reader, '1', 5)).toEqual([])
  await log.close()
})

test('a cosignature by another key is not kept, and a redirect is not followed', async () => {
  const { log, ask, witness } = await logWithWitness()
  const other = generateLogKey(seededRandom('other'))
  const forger = await startWitness('witness.example/w1', vkeyOfLog(ORIGIN, log.deps.keys.log), other)
  const checkpoint = await grow(log, 5)
  const signal = AbortSignal.timeout(10_000)
  expect(await askWitness(log.deps, LOG, forger.named, checkpoint, signal)).toBe('UNANSWERED')
  witness.instead = () =>
    new Response(null, { status: 307, headers: { location: `${forger.named.url}/add-checkpoint` } })
  await expect(ask(checkpoint)).rejects.toThrow()
  expect(forger.asked).toHaveLength(1)
  expect(await cosignaturesOf(log.deps.store.reader, '1', 5)).toEqual([])
  await log.close()
})

test('a witness that is silent holds up neither the others nor the log', async () => {
  const { log, witness } = await logWithWitness('witness.example/good')
  const silent = await startWitness('witness.example/silent', vkeyOfLog(ORIGIN, log.deps.keys.log))
  const hanging = Promise.withResolvers<Response>()
  silent.instead = () => hanging.promise
  const witnessing = startWitnessing(log.deps, LOG, {
    witnesses: [silent.named, witness.named],
    interval: 1,
    deadline: 100,
  })
  for (let size = 1; size <= 3; size += 1) {
    witnessing.onPublished(await grow(log, 1))
    while (witness.latest?.size !== size) await new Promise(setImmediate)
  }
  await witnessing.stop()
  hanging.resolve(new Response(''))
  expect(silent.asked.length).toBeGreaterThan(0)
  await log.close()
})

test('of a witness that is down the operator is told what happened, not the name of an error', async () => {
  const { log } = await logWithWitness()
  const told: unknown[] = []
  const logger = pino({ level: 'warn' }, { write: (line: string) => void told.push(JSON.parse(line)) })
  // Nothing listens on the port of a server that was closed.
  const gone = createServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const { port } = gone.address() as AddressInfo
  await new Promise((closed) => gone.close(closed))
  const { named } = await startWitness('witness.example/down', vkeyOfLog(ORIGIN, log.deps.keys.log))
  const witness = { ...named, url: `http://127.0.0.1:${port}` }
  const witnessing = startWitnessing({ ...log.deps, log: logger }, LOG, { witnesses: [witness] })
  witnessing.onPublished(await grow(log, 1))
  while (told.length === 0) await new Promise(setImmediate)
  await witnessing.stop()
  expect(told[0]).toMatchObject({ msg: 'a witness did not answer', reason: 'ECONNREFUSED' })
  await log.close()
})

test('a running log puts its checkpoints before its witnesses', async () => {
  const { log, witness } = await logWithWitness()
  const witnesses = { witnesses: [witness.named], groups: [], quorum: witness.named.name }
  const faults: unknown[] = []
  const running = await startLog({ ...log.deps, witnesses }, (fault) => faults.push(fault))
  await log.state(4)
  await running.flush()
  while ((await cosignaturesOf(log.deps.store.reader, '1', 4)).length === 0) await new Promise(setImmediate)
  await running.stop()
  expect([running.origin, faults]).toEqual([ORIGIN, []])
  await log.close()
})

test('data that was restored whole, checkpoint store and all, is refused by what a witness has seen', async () => {
  const folder = await newFolder()
  const log = await openLogUnderTest(folder)
  await openLog(log.deps)
  const witness = await startWitness('witness.example/w1', vkeyOfLog(ORIGIN, log.deps.keys.log))
  const witnesses = { witnesses: [witness.named], groups: [], quorum: witness.named.name }
  const ask = (checkpoint: Checkpoint) =>
    askWitness(log.deps, LOG, witness.named, checkpoint, AbortSignal.timeout(10_000))
  expect(await ask(await grow(log, 4))).toBe('COSIGNED')
  await log.close()
  const copy = await newFolder()
  await cp(folder, copy, { recursive: true })

  const grown = await openLogUnderTest(folder, 'two')
  await openLog({ ...grown.deps, witnesses })
  const later = await grow(grown, 4)
  expect(await askWitness(grown.deps, LOG, witness.named, later, AbortSignal.timeout(10_000))).toBe(
    'COSIGNED',
  )
  await grown.close()

  const restored = await openLogUnderTest(copy, 'three')
  await expect(openLog({ ...restored.deps, witnesses })).rejects.toMatchObject({ code: 'witness-differs' })
  // Without that witness nobody can tell.
  await expect(openLog(restored.deps)).resolves.toEqual(LOG)
  await restored.close()
})

test('a witness that does not answer at start holds nothing up', async () => {
  const { log, witness } = await logWithWitness('witness.example/mute')
  await grow(log, 3)
  witness.instead = () => new Response('', { status: 500 })
  const witnesses = { witnesses: [witness.named], groups: [], quorum: witness.named.name }
  await expect(openLog({ ...log.deps, witnesses })).resolves.toEqual(LOG)
  const nowhere = { ...witness.named, url: 'http://127.0.0.1:1/' }
  await expect(openLog({ ...log.deps, witnesses: { ...witnesses, witnesses: [nowhere] } })).resolves.toEqual(
    LOG,
  )
  await log.close()
})

test('the witnesses of a policy file are read, its logs are not, and what cannot be asked is refused', async () => {
  const folder = await newFolder()
  const log = await openLogUnderTest(folder)
  const vkey = vkeyOfLog('other.example/log', generateLogKey(seededRandom('other log')))
  const witness = await startWitness('witness.example/w1', vkey)
  const path = join(folder, 'policy.txt')
  const policy = { logs: [{ vkey }], witnesses: [witness.named], groups: [], quorum: witness.named.name }
  await writeFile(path, formatPolicy(policy))
  const { logs: _, ...read } = policy
  const witnesses = await readWitnesses(path)
  expect(witnesses).toEqual(read)
  await openLog(log.deps)
  expect(await policyText({ ...log.deps, witnesses }, log.deps.store.reader)).toContain(`log ${ORIGIN}+`)
  expect(await policyText(log.deps, log.deps.store.reader)).toMatch(
    /^log proofs\.example\/log\/1\+\S+\nquorum none\n$/,
  )

  const { url: __, ...mute } = witness.named
  await writeFile(path, formatPolicy({ ...policy, witnesses: [mute] }))
  await expect(readWitnesses(path)).rejects.toThrow('needs the http(s) URL')
  await writeFile(path, 'log x\n')
  await expect(readWitnesses(path)).rejects.toThrow('key-refused, line 1')
  await log.close()
})
