import { generateLogKey, signWithLogKey, type LogKey } from '@constat/evidence'
import {
  conflictAnswer,
  cosigner,
  decideAddCheckpoint,
  formatSignatures,
  noteVerifier,
  parseNote,
  signNote,
  TYPE_COSIGNATURE,
  vkeyOf,
  type PolicyWitness,
  type TreeHead,
  type Vkey,
} from '@constat/tlog'
import { onTestFinished } from 'vitest'
import { listen } from '../platform/listen.ts'
import { seededRandom } from './seeded.ts'

/** A witness of C2SP tlog-witness on a socket, which decides as tlog does. */
export type TestWitness = {
  /** How a policy names it. */
  readonly named: PolicyWitness
  /** What it cosigned last; a test may make it believe something else. */
  latest: TreeHead | undefined
  /** Answers this instead, when set. */
  instead: (() => Response | Promise<Response>) | undefined
  /** Bodies of the requests so far. */
  readonly asked: string[]
}

const SECOND = 1_790_000_000

/** Starts a witness that knows one log; it ends with the test. */
export const startWitness = async (
  name: string,
  log: Vkey,
  signing: LogKey = generateLogKey(seededRandom(name)),
): Promise<TestWitness> => {
  const key = generateLogKey(seededRandom(name))
  const signer = cosigner(
    name,
    key.publicKey,
    (text) => signWithLogKey(signing, text),
    () => SECOND,
  )
  const answer = async (request: Request): Promise<Response> => {
    const body = await request.text()
    witness.asked.push(body)
    if (witness.instead) return witness.instead()
    const { latest } = witness
    const decided = await decideAddCheckpoint(body, (origin) =>
      origin === log.name ? { verifiers: [noteVerifier(log)], latest } : undefined,
    )
    if (decided.status !== 200)
      return new Response(decided.body, {
        status: decided.status,
        headers: { 'content-type': decided.contentType },
      })
    if (witness.latest !== latest)
      return new Response(conflictAnswer(witness.latest?.size ?? 0).body, { status: 409 })
    witness.latest = decided.checkpoint
    const note = parseNote(await signNote(decided.text, [signer]))
    return new Response(note.ok ? formatSignatures(note.value.signatures) : '')
  }
  const listening = await listen((request) => answer(request), { host: '127.0.0.1', port: 0 })
  onTestFinished(() => listening.close())
  const witness: TestWitness = {
    named: {
      name: name.replaceAll(/[^a-z0-9]/g, '-'),
      vkey: vkeyOf(name, TYPE_COSIGNATURE, key.publicKey),
      url: `http://127.0.0.1:${listening.port}`,
    },
    latest: undefined,
    instead: undefined,
    asked: [],
  }
  return witness
}
