import { expect, test } from 'vitest'
import { createClient, positionOf, type EligibilityItem } from '../index.ts'
import { startScripted } from '../testing/scripted-server.ts'

const item = (ref: string): EligibilityItem => ({
  ref,
  input: { contact: { phone: '06 39 98 12 34' }, channel: 'LIVE_CALL', advertiser: 'cuisines' },
})
const items = (count: number) => Array.from({ length: count }, (_, index) => item(String(index)))

/** Answers batches at these positions, the last of them for all that follow. */
const startAt = async (...positions: readonly string[]) => {
  let answered = 0
  const server = await startScripted(({ body: { variables } }) => {
    const decision = { position: positions[Math.min(answered++, positions.length - 1)] }
    const asked = variables['items'] as readonly EligibilityItem[] | undefined
    return {
      body: {
        data: asked
          ? { checkEligibilityBatch: asked.map(({ ref }) => ({ ref, decision, problem: null })) }
          : { checkEligibility: decision },
      },
    }
  })
  return { ...server, client: createClient({ url: server.url, key: 'k', wait: async () => {} }) }
}

test.each([
  [0, []],
  [1, [1]],
  [1_000, [1_000]],
  [1_001, [1_000, 1]],
  [2_500, [1_000, 1_000, 500]],
])('%i questions are asked in batches of %j, and answered in their order', async (count, sizes) => {
  const { client, asked } = await startAt('1')
  const answers = await client.checkEligibilityBatch(items(count))
  expect(asked.map(({ body }) => (body.variables['items'] as unknown[]).length)).toEqual(sizes)
  expect(answers.map(({ ref }) => ref)).toEqual(items(count).map(({ ref }) => ref))
})

test('of questions with many facts fewer are asked at once, in their order', async () => {
  const { client, asked } = await startAt('1')
  const facts = {
    age: 40,
    bloctel: { lastCheck: '2026-01-01', listed: false },
    callerId: { assignedToAdvertiser: true, class: 'GEOGRAPHIC', masked: false },
    message: { identityStated: true, optoutMeans: true, subjectTruthful: true },
    notice: { art14GivenOrPlanned: true, informedAtCollection: true, optoutOfferedAtCollection: true },
    relation: { status: 'NONE', saleMade: false, sameLegalEntity: false, freemium: false },
    source: { kind: 'DIRECT_FORM', collector: 'cuisines', provenanceDocumented: true },
    territory: 'FR-MET',
  } as const
  const many = items(1_000).map(({ ref, input }) => ({ ref, input: { ...input, facts } }))
  const answers = await client.checkEligibilityBatch(many)
  expect(answers.map(({ ref }) => ref)).toEqual(many.map(({ ref }) => ref))
  expect(asked.map(({ body }) => (body.variables['items'] as unknown[]).length)).toEqual([879, 121])
})

const read = async (answers: AsyncIterable<{ readonly ref: string }>) => {
  const refs: string[] = []
  for await (const { ref } of answers) refs.push(ref)
  return refs
}

test('questions that come one after another are answered in their order', async () => {
  const { client, asked } = await startAt('1')
  const coming = async function* () {
    yield* items(2_500)
  }
  expect(await read(client.checkEligibilityOf(coming()))).toEqual(items(2_500).map(({ ref }) => ref))
  expect(asked).toHaveLength(3)
  expect(await read(client.checkEligibilityOf([]))).toEqual([])
})

test('no more is asked than the thousand after the one that is read, and nothing once nobody reads', async () => {
  const { client } = await startAt('1')
  let taken = 0
  let isClosed = false
  const endless = function* () {
    try {
      for (;;) yield item(String(taken++))
    } finally {
      isClosed = true
    }
  }
  for await (const { ref } of client.checkEligibilityOf(endless())) if (ref === '1500') break
  expect([taken, isClosed]).toEqual([3_000, true])
})

test('what one thousand throws comes in its place, after the answers before it', async () => {
  const { client } = await startAt('2', '1')
  const refs: string[] = []
  const reading = async () => {
    for await (const { ref } of client.checkEligibilityOf(items(1_001), 'fr', { atLeast: '2' }))
      refs.push(ref)
  }
  await expect(reading()).rejects.toMatchObject({ name: 'RequestFailed', reason: 'BEHIND' })
  expect(refs).toHaveLength(1_000)
})

test('a question that must know of what was written is asked until the server does', async () => {
  const behind = await startAt('9', '11', '12')
  const input = item('x').input
  expect(await behind.client.checkEligibility(input, undefined, { atLeast: '12' })).toEqual({
    position: '12',
  })
  expect(behind.asked).toHaveLength(3)
  const never = await startAt('9')
  await expect(never.client.checkEligibilityBatch(items(2), 'fr', { atLeast: '10' })).rejects.toMatchObject({
    name: 'RequestFailed',
    reason: 'BEHIND',
  })
  expect(never.asked).toHaveLength(4)
})

test('the position of what was written is that of its latest event', () => {
  expect(positionOf({ events: [{ position: '9' }, { position: '10' }] })).toBe('10')
  expect(positionOf({ event: { position: '7' } })).toBe('7')
  expect(positionOf({ events: [] })).toBe('0')
})
