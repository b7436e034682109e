import { describe, expect, it } from 'vitest'
import {
  appendLeaves,
  conflictAnswer,
  consistencyProof,
  decideAddCheckpoint,
  EMPTY_RANGE,
  EMPTY_ROOT,
  formatAddCheckpoint,
  formatCheckpoint,
  formatSignatures,
  hashLeaf,
  noteVerifier,
  openNote,
  parseAddCheckpoint,
  readAddCheckpointAnswer,
  rootOf,
  signNote,
  TYPE_ED25519,
  vkeyOf,
  type Hash,
  type TreeHead,
  type WitnessedLog,
} from '../index.ts'
import { testLog, testWitness } from '../testing/keys.ts'
import { unhex, utf8, valueOf, vectorText } from '../testing/vectors.ts'

// The requests of torchwood's litewitness, one after the other, each with the status asked for and the body if exact.
const exchanges = [
  ...vectorText('litewitness.hurl').matchAll(
    /```\n(?<request>[^`]*)```\nHTTP (?<status>\d+)\n\[Asserts\]\nbody (?<body>.*)\n/g,
  ),
].map(({ groups }) => groups!)

const SIGSUM_ORIGIN = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562'
// `witnessctl add-sigsum-log -key=…` of the transcript.
const SIGSUM_KEY = unhex('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f')

describe("torchwood's transcript of litewitness", () => {
  it('is answered as litewitness does', async () => {
    expect(exchanges).toHaveLength(9)
    const verifiers = [noteVerifier(vkeyOf(SIGSUM_ORIGIN, TYPE_ED25519, SIGSUM_KEY))]
    let latest: TreeHead | undefined
    for (const { request = '', status, body = '' } of exchanges) {
      const findLog = (origin: string) => (origin === SIGSUM_ORIGIN ? { verifiers, latest } : undefined)
      const decision = await decideAddCheckpoint(request, findLog)
      expect([decision.status, body]).toEqual([Number(status), body])
      if (decision.status === 409)
        expect([decision.body, decision.contentType]).toEqual([JSON.parse(body.slice(3)), 'text/x.tlog.size'])
      if (decision.status === 200) latest = decision.checkpoint
    }
    expect(latest?.size).toBe(5)
  })
})

const ORIGIN = 'proofs.example.fr/log/1'
const log = testLog(ORIGIN, 1)
const leaves = Array.from({ length: 8 }, (_, index) => hashLeaf(utf8(`entry ${index}`)))
const headAt = (size: number): TreeHead => ({
  size,
  root: rootOf(appendLeaves(EMPTY_RANGE, leaves.slice(0, size))),
})
const checkpointAt = ({ size, root }: TreeHead): Promise<string> =>
  signNote(formatCheckpoint({ origin: ORIGIN, size, root }), [log.signer])
const nodes = new Map<string, Hash>()
appendLeaves(EMPTY_RANGE, leaves, (level, index, hash) => nodes.set(`${level}/${index}`, hash))
const proofTo = (oldSize: number, size: number): Hash[] =>
  consistencyProof(oldSize, size, ({ level, index }) => nodes.get(`${level}/${index}`)!)

const knowing =
  (latest: TreeHead | undefined) =>
  (origin: string): WitnessedLog | undefined =>
    origin === ORIGIN ? { verifiers: [noteVerifier(log.vkey)], latest } : undefined

const asked = async (oldSize: number, head: TreeHead, proof = proofTo(oldSize, head.size)): Promise<string> =>
  formatAddCheckpoint({ oldSize, proof, checkpoint: await checkpointAt(head) })

const empty: TreeHead = { size: 0, root: EMPTY_ROOT }

describe('a witness', () => {
  it('cosigns the first tree it sees of a log, an empty one too, and every tree that continues the last', async () => {
    const steps: readonly (readonly [TreeHead | undefined, TreeHead])[] = [
      [undefined, empty],
      [undefined, headAt(3)],
      [empty, empty],
      [empty, headAt(5)],
      [headAt(3), headAt(3)],
      [headAt(3), headAt(8)],
      [headAt(4), headAt(8)],
      [headAt(7), headAt(8)],
    ]
    for (const [latest, head] of steps) {
      const oldSize = latest?.size ?? 0
      const decision = await decideAddCheckpoint(await asked(oldSize, head), knowing(latest))
      expect(decision).toEqual({
        status: 200,
        checkpoint: { origin: ORIGIN, ...head },
        text: formatCheckpoint({ origin: ORIGIN, ...head }),
        oldSize,
      })
    }
  })

  const other = { size: 3, root: hashLeaf(utf8('another tree')) }
  it.each<[string, () => Promise<string>, TreeHead | undefined, number]>([
    ['no request', async () => 'hello', undefined, 400],
    ['a request without an old size', async () => `\n${await checkpointAt(headAt(3))}`, undefined, 400],
    ['an old size above the new one', () => asked(5, headAt(3), []), headAt(5), 400],
    [
      'a signed text that is no checkpoint',
      async () => `old 0\n\n${await signNote(`${ORIGIN}\nhello\n`, [log.signer])}`,
      undefined,
      400,
    ],
    [
      'a log it does not know',
      async () => `old 0\n\n${await signNote('other.example/log\n0\n\n', [log.signer])}`,
      undefined,
      404,
    ],
    [
      'a key it does not trust',
      async () =>
        `old 0\n\n${await signNote(formatCheckpoint({ origin: ORIGIN, ...headAt(3) }), [testLog(ORIGIN, 2).signer])}`,
      undefined,
      403,
    ],
    [
      'a signature that fails',
      async () => (await asked(0, headAt(3))).replace('\n3\n', '\n4\n'),
      undefined,
      403,
    ],
    [
      'an unsigned checkpoint',
      async () => `old 0\n\n${formatCheckpoint({ origin: ORIGIN, ...headAt(3) })}`,
      undefined,
      403,
    ],
    ['an empty tree that is none', () => asked(0, { ...other, size: 0 }), undefined, 422],
    ['a proof from nothing', () => asked(0, headAt(3), proofTo(2, 3)), undefined, 422],
    ['no proof', () => asked(3, headAt(8), []), headAt(3), 422],
    ['a proof from elsewhere', () => asked(3, headAt(8), proofTo(4, 8)), headAt(3), 422],
    ['another tree of the same size', () => asked(3, other), headAt(3), 422],
    ['a proof from a tree to itself', () => asked(3, headAt(3), proofTo(3, 8)), headAt(3), 422],
    ['a tree that does not continue the last', () => asked(3, headAt(8)), other, 422],
  ])('refuses %s', async (_, request, latest, status) => {
    const decision = await decideAddCheckpoint(await request(), knowing(latest))
    expect(decision).toMatchObject({ status, contentType: 'text/plain; charset=utf-8' })
  })

  it.each([
    ['smaller', 2],
    ['larger', 6],
    ['none', 0],
  ])('says what size it knows when the old one is %s', async (_, oldSize) => {
    const decision = await decideAddCheckpoint(await asked(oldSize, headAt(8)), knowing(headAt(3)))
    expect(decision).toEqual({ status: 409, contentType: 'text/x.tlog.size', body: '3\n' })
    expect(decision).toEqual(conflictAnswer(3))
  })

  it('is believed by the log once its signature is verified over what the log sent', async () => {
    const witness = testWitness('witness.buyer.example/w1', 5, 1_790_000_000)
    const checkpoint = await checkpointAt(headAt(8))
    const decision = await decideAddCheckpoint(await asked(3, headAt(8)), knowing(headAt(3)))
    if (decision.status !== 200) return expect.fail('refused')
    const lines = (await signNote(decision.text, [witness.signer])).slice(decision.text.length + 1)
    const answer = readAddCheckpointAnswer(200, lines)
    if (answer?.kind !== 'cosigned') return expect.fail('not cosigned')
    const cosigned = `${checkpoint}${formatSignatures(answer.signatures)}`
    const opened = valueOf(await openNote(cosigned, [noteVerifier(log.vkey), noteVerifier(witness.vkey)]))
    expect(opened.verified.map(({ name }) => name)).toEqual([ORIGIN, 'witness.buyer.example/w1'])
  })
})

// C2SP, tlog-witness.md (CC-BY-4.0).
const EXAMPLE = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
`

describe('add-checkpoint requests', () => {
  it('read and print as the example of tlog-witness', () => {
    const request = valueOf(parseAddCheckpoint(EXAMPLE))
    expect(request.oldSize).toBe(20_852_014)
    expect(request.proof).toHaveLength(4)
    expect(formatAddCheckpoint(request)).toBe(EXAMPLE)
  })

  const hash = `${Buffer.alloc(32).toString('base64')}\n`
  it.each([
    ['nothing', ''],
    ['no blank line', 'old 0\n'],
    ['no old size', `old\n\nnote`],
    ['an old size of letters', 'old x\n\nnote'],
    ['a leading zero', 'old 01\n\nnote'],
    ['an old size beyond 2^53 − 1', 'old 9007199254740992\n\nnote'],
    ['a hash of 31 bytes', `old 1\n${Buffer.alloc(31).toString('base64')}\n\nnote`],
    ['64 hashes', `old 1\n${hash.repeat(64)}\nnote`],
    ['a line before', `\nold 1\n\nnote`],
  ])('are refused with %s', (_, text) => {
    expect(parseAddCheckpoint(text)).toEqual({ ok: false, code: 'request-malformed' })
  })

  it('are not read beyond a note and a proof, nor made with what no witness reads', () => {
    expect(parseAddCheckpoint('x'.repeat(80_000))).toEqual({ ok: false, code: 'request-too-large' })
    expect(valueOf(parseAddCheckpoint(`old 1\n${hash.repeat(63)}\nnote`)).proof).toHaveLength(63)
    const proof = Array.from({ length: 64 }, () => EMPTY_ROOT)
    expect(() => formatAddCheckpoint({ oldSize: 1, proof, checkpoint: '' })).toThrow(RangeError)
    expect(() => formatAddCheckpoint({ oldSize: -1, proof: [], checkpoint: '' })).toThrow(RangeError)
  })
})

describe('answers to add-checkpoint', () => {
  it('may be the example of tlog-witness, its lines by three keys', () => {
    const lines = [
      '— witness.example/w1 CMp+6LWBU0anHGH5aNDTJkH/gj79sG+T6+iP2ThYN5krrDJbR1HDnucjL39QsZTSvVjyQLrdk3DXDqI5G2HgLatVs0pWh6Up69HVOw==',
      '— witness.example/w1 I7rEps0pvK2UqkS2gSpVUDhrhVtQV9lgF6pRrWAvjJHjyWpW7VcE3SiOlVlbQNt64vWhO+DlkL0+UfzuOBMh9ChdMkP1vi/lCAsmlw==',
      '— witness.example/w2 AWui8Sk55XjYLOijihBjhqEH6nS1ndDymE0a+6idX7pLcnoB+dhnz0854aLZgrrKbYKA7nC3HNJhm/kWl7oJlqU3rXXvpysAdyP3wQ==',
    ].join('\n')
    const answer = readAddCheckpointAnswer(200, `${lines}\n`)
    expect(answer).toMatchObject({ kind: 'cosigned', signatures: [{}, {}, { name: 'witness.example/w2' }] })
  })

  it('may be a conflict or a refusal', () => {
    expect(readAddCheckpointAnswer(409, '20852163\n')).toEqual({ kind: 'conflict', size: 20_852_163 })
    for (const status of [400, 403, 404, 422])
      expect(readAddCheckpointAnswer(status, 'why\n')).toEqual({ kind: 'refused', status })
  })

  it.each([
    [200, ''],
    [200, 'no signature\n'],
    [409, ''],
    [409, '12'],
    [409, ' 12\n'],
    [409, '-1\n'],
    [409, '9007199254740992\n'],
    [409, '1'.repeat(1000)],
    [201, ''],
    [500, ''],
    [302, ''],
  ])('are not %d %j', (status, body) => {
    expect(readAddCheckpointAnswer(status, body)).toBeUndefined()
  })
})
