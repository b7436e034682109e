import {
  conflictAnswer,
  decideAddCheckpoint,
  formatSignatures,
  MAX_ADD_CHECKPOINT_LENGTH,
  noteVerifier,
  type NoteSigner,
  type Policy,
  type TreeHead,
  type WitnessRefusal,
} from '@constat/tlog'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { HeadStore } from './head-store.ts'

/** What a witness answers with. */
export type WitnessDeps = {
  readonly heads: HeadStore
  /** Whose `log` lines name the logs that are witnessed. */
  readonly policy: Policy
  readonly signer: NoteSigner
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } as const

const refuse = ({ status, contentType, body }: WitnessRefusal): Response =>
  new Response(body, { status, headers: { ...TEXT, 'content-type': contentType } })

/**
 * Answers `add-checkpoint` (C2SP tlog-witness v1.0.0). The head is on disk, in the place of the one that it was held
 * against, before anything is signed: two requests at once, two processes or a crash never have two heads of one size
 * cosigned.
 */
export const addCheckpoint = async (
  { heads, policy, signer }: WitnessDeps,
  body: Uint8Array,
): Promise<Response> => {
  let latest: TreeHead | undefined
  const decision = await decideAddCheckpoint(body, (origin) => {
    const verifiers = policy.logs
      .filter(({ vkey }) => vkey.name === origin)
      .map(({ vkey }) => noteVerifier(vkey))
    latest = heads.latest(origin)
    return verifiers.length > 0 ? { verifiers, latest } : undefined
  })
  if (decision.status !== 200) return refuse(decision)
  const { checkpoint, text } = decision
  if (!heads.advance(checkpoint.origin, latest, checkpoint))
    return refuse(conflictAnswer(heads.latest(checkpoint.origin)?.size ?? 0))
  const { name, keyId } = signer
  const signature = await signer.sign(new TextEncoder().encode(text))
  return new Response(formatSignatures([{ name, keyId, signature }]), { headers: TEXT })
}

const tooLarge = (): Response =>
  refuse({ status: 400, contentType: TEXT['content-type'], body: 'This is no add-checkpoint request.\n' })

/** The witness over HTTP; `onError` is told of what it cannot answer, and nothing of the request. */
export const witnessApp = (deps: WitnessDeps, onError: (error: Error) => void): Hono => {
  const app = new Hono()
  app.post(
    '/add-checkpoint',
    bodyLimit({ maxSize: MAX_ADD_CHECKPOINT_LENGTH, onError: tooLarge }),
    async (c) => addCheckpoint(deps, new Uint8Array(await c.req.arrayBuffer())),
  )
  app.notFound(() => new Response('Post to /add-checkpoint.\n', { status: 404, headers: TEXT }))
  app.onError((error) => {
    onError(error)
    return new Response('Try again in a moment.\n', { status: 503, headers: TEXT })
  })
  return app
}
