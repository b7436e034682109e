import { startTestTsa } from '@constat/evidence/testing'
import { verifyTimestamp } from '@constat/evidence/timestamp'
import { newestCheckpoint, timestampTokensOf } from '@constat/store'
import { parseNote } from '@constat/tlog'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../platform/listen.ts'
import { newFolder } from '../testing/folder.ts'
import { openLogUnderTest, ORIGIN } from '../testing/log-under-test.ts'
import { leafProof } from './leaf-proof.ts'
import { openLog } from './open-log.ts'
import { takeTurn } from './sequencer.ts'
import { startLog } from './start-log.ts'
import { startTimestamping } from './timestamping.ts'

const LOG = { logId: '1', origin: ORIGIN }

test('a running log has its checkpoint time-stamped, and the proof of a leaf carries the token', async () => {
  const tsa = await startTestTsa()
  onTestFinished(() => tsa.close())
  const log = await openLogUnderTest(await newFolder())
  const running = await startLog({ ...log.deps, tsaUrl: tsa.url }, (fault) => {
    throw fault
  })
  const [jti = ''] = await log.state(3)
  await running.flush()
  while ((await timestampTokensOf(log.deps.store.reader, '1', 3)).length === 0)
    await new Promise(setImmediate)
  await running.stop()

  const proof = await leafProof(log.deps, log.tenant, jti)
  if (!proof.ok) throw new Error(proof.code)
  const [timestamp] = proof.value.timestamps
  const note = parseNote(proof.value.checkpoint)
  const body = new TextEncoder().encode(note.ok ? note.value.text : '')
  expect(await verifyTimestamp({ token: timestamp!.der, body, roots: [tsa.root] })).toMatchObject({
    ok: true,
  })
  expect(timestamp).toMatchObject({ size: 3, tsa: tsa.url, receivedAt: log.deps.clock() })
  expect(tsa.answered()).toBe(1)
  await log.close()
})

test('one token covers all checkpoints of its interval', async () => {
  const tsa = await startTestTsa()
  onTestFinished(() => tsa.close())
  const log = await openLogUnderTest(await newFolder())
  await openLog(log.deps)
  const timestamping = startTimestamping(log.deps, LOG, { url: tsa.url })
  for (let size = 1; size <= 3; size += 1) {
    await log.state(1)
    await takeTurn(log.deps, LOG)
    timestamping.onPublished((await newestCheckpoint(log.deps.store.reader, '1'))!)
    while ((await timestampTokensOf(log.deps.store.reader, '1', 1)).length === 0)
      await new Promise(setImmediate)
  }
  await timestamping.stop()
  expect(tsa.answered()).toBe(1)
  expect(await timestampTokensOf(log.deps.store.reader, '1', 3)).toEqual([])
  await log.close()
})

test('an authority that fails is asked again, and nothing is kept of what is no token', async () => {
  const asked: string[] = []
  const failing = await listen(
    (request) => {
      asked.push(request.url)
      return new Response('busy', { status: asked.length % 2 === 0 ? 503 : 200 })
    },
    { host: '127.0.0.1', port: 0 },
  )
  onTestFinished(() => failing.close())
  const log = await openLogUnderTest(await newFolder())
  await openLog(log.deps)
  await log.state(1)
  await takeTurn(log.deps, LOG)
  const url = `http://127.0.0.1:${failing.port}/`
  const timestamping = startTimestamping(log.deps, LOG, { url, interval: 1 })
  timestamping.onPublished((await newestCheckpoint(log.deps.store.reader, '1'))!)
  while (asked.length < 3) await new Promise(setImmediate)
  await timestamping.stop()
  expect(await timestampTokensOf(log.deps.store.reader, '1', 1)).toEqual([])
  await log.close()
})
