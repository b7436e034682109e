import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import {
  cosignatureTime,
  formatNote,
  formatVkey,
  noteVerifier,
  openNote,
  parseAddCheckpoint,
  parseNote,
  parseVkey,
  readAddCheckpointAnswer,
  TYPE_ED25519,
  vkeyOf,
} from '@constat/tlog'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { afterEach, describe, expect, it, test } from 'vitest'
import { constat } from '../index.ts'
import { openHeadStore } from './head-store.ts'
import { makeHistory, ORIGIN } from '../testing/log.ts'
import { makeWitness, NAME, startWitness, type Running, type WitnessFiles } from '../testing/witness.ts'

const running: Running[] = []
afterEach(async () => {
  for (const witness of running.splice(0)) await witness.end('SIGKILL')
})
const start = async (files?: WitnessFiles): Promise<Running> => {
  const witness = await startWitness(files ?? (await makeWitness()))
  running.push(witness)
  return witness
}

const main = makeHistory('main', 3, 40)
const fork = makeHistory('fork', 3, 40)

/** Whether an answer is a cosignature of the witness over the checkpoint that was sent. */
const isCosigned = async (request: string, answer: Response, vkey: string): Promise<boolean> => {
  const read = readAddCheckpointAnswer(answer.status, await answer.text())
  const asked = parseAddCheckpoint(request)
  const key = parseVkey(vkey)
  if (read?.kind !== 'cosigned' || !asked.ok || !key.ok) return false
  const note = parseNote(asked.value.checkpoint)
  if (!note.ok) return false
  const cosigned = formatNote({ text: note.value.text, signatures: read.signatures })
  return (await openNote(cosigned, [noteVerifier(key.value)])).ok
}

describe('a witness', () => {
  it('cosigns a log as it grows, at the time of its clock, and shows its key', async () => {
    const witness = await start()
    const before = Math.floor(Date.now() / 1000)
    for (const [oldSize, size] of [
      [0, 1],
      [1, 3],
      [3, 3],
      [3, 40],
    ] as const) {
      const request = await main.ask(oldSize, size)
      const answer = await witness.post(request)
      const text = await answer.clone().text()
      expect(await isCosigned(request, answer, witness.vkey)).toBe(true)
      const read = readAddCheckpointAnswer(200, text)
      const time = read?.kind === 'cosigned' ? cosignatureTime(read.signatures[0]!.signature) : undefined
      expect(time).toBeGreaterThanOrEqual(before)
    }
    expect(witness.vkey).toMatch(/^witness\.example\.com\/w1\+/)
    expect(await witness.end('SIGTERM')).toBe(0)
  })

  it('refuses what a log may not do, by the statuses of tlog-witness', async () => {
    const witness = await start()
    await witness.post(await main.ask(0, 5))
    const ask = async (body: string | Uint8Array) => {
      const answer = await witness.post(body)
      return [answer.status, answer.headers.get('content-type'), await answer.text()]
    }
    expect(await ask(await main.ask(3, 8))).toEqual([409, 'text/x.tlog.size', '5\n'])
    expect((await ask(await fork.ask(5, 8)))[0]).toBe(422)
    expect((await ask(await fork.ask(5, 5)))[0]).toBe(422)
    expect((await ask((await main.ask(5, 8)).replaceAll(ORIGIN, 'other.example/log')))[0]).toBe(404)
    expect((await ask((await main.ask(5, 8)).replace('\n8\n', '\n9\n')))[0]).toBe(403)
    expect((await ask(await main.ask(8, 5)))[0]).toBe(400)
    expect((await ask('hello'))[0]).toBe(400)
    expect((await ask(new Uint8Array(100_000)))[0]).toBe(400)
    expect((await fetch(`${witness.url}/`)).status).toBe(404)
    expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(404)
    expect((await ask(await main.ask(5, 8)))[0]).toBe(200)
  })

  it("answers torchwood's transcript of litewitness, but 404 for an unknown log", async () => {
    const name = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562'
    const key = new Uint8Array(
      Buffer.from('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f', 'hex'),
    )
    const policy = `log ${formatVkey(vkeyOf(name, TYPE_ED25519, key))}\nquorum none\n`
    const witness = await start(await makeWitness(policy))
    const vector = new URL('../../../tlog/src/testing/vectors/litewitness.hurl', import.meta.url)
    const exchanges = [
      ...readFileSync(vector, 'utf8').matchAll(
        /```\n(?<request>[^`]*)```\nHTTP (?<status>\d+)\n\[Asserts\]\nbody (?<body>.*)\n/g,
      ),
    ].map(({ groups }) => groups!)
    expect(exchanges).toHaveLength(9)
    for (const { request = '', status, body = '' } of exchanges)
      expect((await witness.post(request)).status).toBe(body.includes('unknown log') ? 404 : Number(status))
  })

  it('cosigns one of two heads that are asked for at once, whatever process is asked', async () => {
    const files = await makeWitness()
    const witnesses = [await start(files), await start(files)]
    await witnesses[0]!.post(await main.ask(0, 3))
    const heads = [4, 5, 6, 7].flatMap((size) => [main.ask(3, size), fork.ask(3, size)])
    const requests = await Promise.all(heads)
    const answers = await Promise.all(
      requests.flatMap((request) => witnesses.map(async (each) => (await each.post(request)).status)),
    )
    expect(answers.filter((status) => status === 200)).toHaveLength(1)
    expect(new Set(answers)).toEqual(new Set([200, 409]))
  })
})

// `CONSTAT_KILL_ROUNDS=200 vitest run packages/cli` for many.
const ROUNDS = Number(env['CONSTAT_KILL_ROUNDS'] ?? 4)
const SIZES_A_ROUND = 10
const TIMEOUT_MS = 30_000 + ROUNDS * 10_000

test(
  'killed at any moment it has never cosigned two heads of one size, nor forgotten what it cosigned',
  async () => {
    const last = ROUNDS * SIZES_A_ROUND
    const histories = { main: makeHistory('main', 3, last), fork: makeHistory('fork', 3, last) }
    const files = await makeWitness()
    const cosigned = new Map<number, Set<string>>()
    let largest = 0
    for (let round = 1; round <= ROUNDS; round += 1) {
      const witness = await start(files)
      const grow = async (name: keyof typeof histories): Promise<void> => {
        for (let known = largest; known < last;) {
          const size = known + 1
          const answer = await witness.post(await histories[name].ask(known, size))
          const text = await answer.text()
          if (answer.status === 409) known = Number(text)
          else if (answer.status !== 200) return
          else {
            cosigned.set(size, (cosigned.get(size) ?? new Set()).add(size <= 3 ? 'both' : name))
            known = size
            largest = Math.max(largest, size)
            // The kill comes while the others' requests are under way, wherever they are.
            if (size >= round * SIZES_A_ROUND - 5) void witness.end('SIGKILL')
          }
        }
      }
      await Promise.allSettled([grow('main'), grow('main'), grow('main'), grow('fork')])
      await witness.end('SIGKILL')
      const heads = openHeadStore(files.db)
      const kept = heads.latest(ORIGIN)?.size ?? 0
      heads.close()
      expect(kept).toBeGreaterThanOrEqual(largest)
      largest = kept
    }
    expect(largest).toBeGreaterThanOrEqual(last - 5)
    for (const names of cosigned.values()) expect(names.size).toBe(1)
    const beyond = [...cosigned].filter(([size]) => size > 3)
    expect(new Set(beyond.flatMap(([, names]) => [...names])).size).toBe(1)
  },
  TIMEOUT_MS,
)

describe('witness keygen', () => {
  it('makes a key for its owner alone, shows the public half, and never replaces a key', async () => {
    const path = join(newFolder(), 'w.key')
    const { code, out } = await callProgram(constat, ['witness', 'keygen', NAME, path])
    expect([code, parseVkey(out.trim()).ok, statSync(path).mode & 0o777]).toEqual([0, true, 0o600])
    const text = readFileSync(path, 'utf8')
    expect(out).not.toContain(text.split('\n')[2])
    const again = await callProgram(constat, ['witness', 'keygen', NAME, path])
    expect([again.code, again.err.includes('never replaced')]).toEqual([2, true])
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(again.err).toContain('name another file')
    const nowhere = await callProgram(constat, ['witness', 'keygen', NAME, '/nonexistent/w.key'])
    expect([nowhere.code, nowhere.err.includes('(ENOENT)')]).toEqual([2, true])
    expect((await callProgram(constat, ['witness', 'keygen', 'a name', `${path}2`])).code).toBe(2)
  })
})

describe('a witness does not start', () => {
  it('without its files, or with others than its own, and says which', async () => {
    const { key, db, policy } = await makeWitness()
    const other = await makeWitness()
    const mixed = join(newFolder(), 'mixed.key')
    const [line = ''] = readFileSync(key, 'utf8').split('\n', 1)
    writeFileSync(mixed, readFileSync(other.key, 'utf8').replace(/^.*/, line))
    const junk = join(newFolder(), 'junk')
    writeFileSync(junk, 'junk, and more of it than a header of SQLite has bytes'.repeat(40))
    const nothing = join(newFolder(), 'nothing')
    writeFileSync(nothing, 'quorum none\n')
    const refusals: readonly (readonly [readonly string[], string])[] = [
      [[], '--key FILE is missing'],
      [['--key', junk], 'is no key of a witness'],
      [['--key', mixed], 'is no key of a witness'],
      [['--key', '/nonexistent'], 'cannot be read (ENOENT)'],
      [['--key', key], '--policy FILE is missing'],
      [['--key', key, '--policy', junk], 'is no tlog-policy'],
      [['--key', key, '--policy', nothing], 'names no log'],
      [['--key', key, '--policy', policy], '--db FILE is missing'],
      [['--key', key, '--policy', policy, '--db', junk], 'cannot be opened (SQLITE_NOTADB)'],
      [['--key', key, '--policy', policy, '--db', db, '--port', '70000'], 'from 0 to 65535'],
      [['--key', key, '--policy', policy, '--db', db, '--host', '192.0.2.1'], 'cannot be listened on'],
    ]
    for (const [args, said] of refusals) {
      const { code, err } = await callProgram(constat, ['witness', ...args])
      expect([code, err]).toEqual([2, expect.stringContaining(said)])
    }
  })
})
