import { createHash } from 'node:crypto'
import {
  decodeEntries,
  hashLeaf,
  inclusionNodes,
  inclusionProof,
  nodeTile,
  noteVerifier,
  openNote,
  parseCheckpoint,
  tilePath,
  tileReader,
  verifyConsistency,
  verifyInclusion,
  type Checkpoint,
} from '@constat/tlog'
import { trustJwks, verifyStatement, type ConsentPayload, type StatementPayload } from '@constat/evidence'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findKey } from '../access/access.service.ts'
import { formOf } from '../testing/form.ts'
import { startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { leafProof } from './leaf-proof.ts'
import { vkeyOfLog } from './log-key.ts'
import { proveConsistency } from './proof.ts'

let server: ServerUnderTest
let form: Awaited<ReturnType<typeof formOf>>

beforeAll(async () => {
  server = await startServer()
  form = await formOf(server)
})
afterAll(() => server.close())

const EVENT = '{ events(first: 100) { edges { node { id statement leafIndex } } } }'

type Event = { readonly id: string; readonly statement: string; readonly leafIndex: string | null }

const events = async (): Promise<readonly Event[]> => {
  const { body } = await server.send(server.secretKey, EVENT)
  return body.data.events.edges.map(({ node }: { node: Event }) => node)
}

const submit = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) {
    const { body } = await form.send(form.submission({ challenge: await form.capture() }))
    expect(body.data.recordConsent.__typename).toBe('RecordConsentPayload')
  }
}

const get = async (path: string): Promise<Uint8Array> => {
  const answer = await server.fetch(`/log/1/${path}`)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/** The head as anyone reads it over HTTP, verified with the key of the log. */
const head = async (): Promise<Checkpoint> => {
  const vkey = vkeyOfLog(server.log.origin, server.deps.keys.log)
  const opened = await openNote(await get('checkpoint'), [noteVerifier(vkey)])
  if (!opened.ok) throw new Error(opened.code)
  const checkpoint = parseCheckpoint(opened.value.text)
  if (!checkpoint.ok) throw new Error(checkpoint.code)
  return checkpoint.value
}

/** Verifies over HTTP and tlog alone that a statement stands at an index of a tree. */
const isServed = async (jws: string, index: number, { size, root }: Checkpoint): Promise<boolean> => {
  const tiles = new Map<string, Uint8Array>()
  for (const node of inclusionNodes(index, size).flat()) {
    const path = tilePath(nodeTile(node, size))
    if (!tiles.has(path)) tiles.set(path, await get(path))
  }
  const proof = inclusionProof(
    index,
    size,
    tileReader(size, (tile) => tiles.get(tilePath(tile))!),
  )
  const leaf = hashLeaf(new Uint8Array(createHash('sha256').update(jws).digest()))
  return verifyInclusion({ index, size, leaf, root, proof })
}

const payloadOf = (jws: string): StatementPayload =>
  JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString())

test('what is acknowledged comes into the log, where anyone verifies it with HTTP and tlog alone', async () => {
  const before = await head()
  await submit(3)
  expect((await events()).map(({ leafIndex }) => leafIndex)).toEqual([null, null, null])
  await server.takeTurn()
  const after = await head()
  expect(after.size).toBe(before.size + 4)
  const recorded = await events()
  for (const { statement, leafIndex } of recorded) {
    const index = Number(leafIndex)
    expect(await isServed(statement, index, after)).toBe(true)
    expect(await isServed(`${statement}x`, index, after)).toBe(false)
    const bundle = decodeEntries(await get(`tile/entries/000.p/${after.size}`))
    expect(Buffer.from(bundle![index]!).toString('hex')).toBe(
      createHash('sha256').update(statement).digest('hex'),
    )
  }
  expect(new Set(recorded.map(({ leafIndex }) => leafIndex)).size).toBe(3)
})

test('a statement promises its log, and names the checkpoint that was the newest when the capture began', async () => {
  const body = (await (await server.fetch('/log/1/checkpoint')).text()).split('\n\n')[0]!
  const { size } = await head()
  const challenge = await form.capture()
  // The log grows between the capture and the submission.
  await submit(1)
  await server.takeTurn()
  await form.send(form.submission({ challenge }))
  const { statement } = (await events()).at(-1)!
  const trusted = await trustJwks(await (await server.fetch('/.well-known/jwks.json')).json())
  expect(trusted.ok && (await verifyStatement(statement, trusted.value))).toMatchObject({ ok: true })
  const payload = payloadOf(statement)
  expect(payload.promise).toEqual({ log: 'proofs.example/log/1', mmd_s: 60 })
  expect(payload.anchor).toEqual({
    origin: 'proofs.example/log/1',
    size,
    body_sha256: createHash('sha256').update(`${body}\n`).digest('hex'),
  })
})

test('a back end’s statement, without a challenge, names the newest checkpoint there is', async () => {
  await server.takeTurn()
  const { size } = await head()
  const result = await server.client.recordConsent(form.submission())
  expect(result.__typename).toBe('RecordConsentPayload')
  const withdrawn = await server.client.withdrawConsent({
    idempotencyKey: 'withdrawal',
    contact: { phone: '06 39 98 12 34' },
  })
  expect(withdrawn.__typename).toBe('WithdrawConsentPayload')
  const objected = await server.client.recordObjection({
    idempotencyKey: 'objection',
    contact: { phone: '06 39 98 12 34' },
    scope: 'ALL',
    source: 'LETTER',
  })
  expect(objected.__typename).toBe('RecordObjectionPayload')
  for (const { statement } of (await events()).slice(-3)) {
    const payload = payloadOf(statement)
    expect([payload.promise?.log, payload.anchor?.size]).toEqual(['proofs.example/log/1', size])
  }
})

test('the publication of a notice is a statement in the log, made once', async () => {
  const again = await startServer()
  const size = async () => {
    await again.takeTurn()
    const { body } = await again.send(again.secretKey, '{ logHead { size origin checkpoint } }')
    return body.data.logHead
  }
  expect(await size()).toMatchObject({ size: '0', origin: 'proofs.example/log/1' })
  const { notice } = await formOf(again)
  await formOf(again)
  expect((await size()).size).toBe('1')
  const statement = await again.deps.store.reader
    .selectFrom('statement')
    .select(['jws', 'jti'])
    .executeTakeFirstOrThrow()
  expect(payloadOf(statement.jws)).toMatchObject({
    event: 'notice.published',
    notice: { key: 'devis', version: 1, locale: 'fr', sha256: notice },
    promise: { log: 'proofs.example/log/1' },
    anchor: { size: 0 },
  })
  await again.close()
})

test('the head of GraphQL is the checkpoint of HTTP', async () => {
  await server.takeTurn()
  const { body } = await server.send(server.secretKey, '{ logHead { size origin checkpoint } }')
  expect(body.data.logHead.checkpoint).toBe(await (await server.fetch('/log/1/checkpoint')).text())
  expect(Number(body.data.logHead.size)).toBe((await head()).size)
})

test('the proof of a statement is refused until a published checkpoint covers it', async () => {
  const { scope } = (await findKey(server.deps, server.secretKey))!
  await submit(1)
  const { statement } = (await events()).at(-1)!
  const { jti } = payloadOf(statement) as ConsentPayload
  expect(await leafProof(server.deps, scope, jti)).toEqual({ ok: false, code: 'not-covered' })
  const before = await head()
  await server.takeTurn()
  const proof = await leafProof(server.deps, scope, jti)
  if (!proof.ok) throw new Error(proof.code)
  const { index, size, hashes, checkpoint, timestamps } = proof.value
  expect([checkpoint, timestamps]).toEqual([await (await server.fetch('/log/1/checkpoint')).text(), []])
  const { root } = await head()
  const leaf = hashLeaf(new Uint8Array(createHash('sha256').update(statement).digest()))
  expect(verifyInclusion({ index, size, leaf, root, proof: hashes })).toBe(true)
  expect(await leafProof(server.deps, scope, jti, before.size)).toEqual({ ok: false, code: 'not-covered' })
  expect(await leafProof(server.deps, scope, jti, size + 1)).toEqual({
    ok: false,
    code: 'checkpoint-unknown',
  })
  const { scope: stranger } = (await findKey(server.deps, server.strangerKey))!
  expect(await leafProof(server.deps, stranger, jti)).toEqual({ ok: false, code: 'not-covered' })
  const consistency = await proveConsistency(server.deps.store.reader, '1', before.size, size)
  expect(
    verifyConsistency({ oldSize: before.size, oldRoot: before.root, size, root, proof: consistency }),
  ).toBe(true)
})

test('tiles are kept for ever by caches, the checkpoint is asked for each time, and any page may read both', async () => {
  await server.takeTurn()
  const { size } = await head()
  const tile = await server.fetch(`/log/1/tile/0/000.p/${size}`)
  const checkpoint = await server.fetch('/log/1/checkpoint')
  expect(tile.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(tile.headers.get('content-type')).toBe('application/octet-stream')
  expect(checkpoint.headers.get('cache-control')).toBe('no-cache')
  expect(checkpoint.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  for (const { headers } of [tile, checkpoint]) {
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

test('a head that has not moved is not sent again', async () => {
  await server.takeTurn()
  const first = await server.fetch('/log/1/checkpoint')
  const tag = first.headers.get('etag') ?? ''
  const again = () => server.fetch('/log/1/checkpoint', { headers: { 'if-none-match': tag } })
  const same = await again()
  expect([same.status, same.headers.get('cache-control'), await same.text()]).toEqual([304, 'no-cache', ''])
  await submit(1)
  await server.takeTurn()
  expect((await again()).status).toBe(200)
})

test('a partial tile stays what it was, however far the tree grew', async () => {
  const { size } = await head()
  const paths = [`tile/0/000.p/${size}`, `tile/entries/000.p/${size}`]
  const before = await Promise.all(paths.map(get))
  await submit(2)
  await server.takeTurn()
  expect(await Promise.all(paths.map(get))).toEqual(before)
})

test('nothing is served that the published checkpoint does not cover, nor what is no path', async () => {
  await submit(1)
  const { size } = await head()
  const refusal = async (path: string) => {
    const answer = await server.fetch(path)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    return [answer.status, (await answer.json()).code]
  }
  for (const path of [
    `/log/1/tile/0/000.p/${size + 1}`,
    `/log/1/tile/entries/000.p/${size + 1}`,
    '/log/1/tile/0/000',
    '/log/1/tile/0/001.p/1',
    '/log/1/tile/1/000.p/1',
    '/log/2/checkpoint',
    '/log/1/checkpoints',
  ])
    expect(await refusal(path), path).toEqual([404, 'NOT_FOUND'])
  for (const path of [
    '/log/1/tile/0/0',
    '/log/1/tile/0/000.p/0',
    '/log/1/tile/0/000.p/256',
    '/log/1/tile/-1/000.p/1',
    '/log/1/tile/data/000.p/1',
    '/log/1/tile/0/000.p/1/',
  ])
    expect(await refusal(path), path).toEqual([400, 'INVALID_INPUT'])
})

test('a log whose storage is gone says so', async () => {
  const broken = await startServer()
  await broken.deps.store.close()
  const answer = await broken.fetch('/log/1/checkpoint')
  expect([answer.status, (await answer.json()).code]).toEqual([503, 'STORAGE_UNAVAILABLE'])
  await broken.close()
})
