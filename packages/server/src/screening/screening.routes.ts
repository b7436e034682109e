import type { GraphQLError } from 'graphql'
import { Hono, type Context as HttpContext } from 'hono'
import { noteUse } from '../access/access.service.ts'
import { addressOf } from '../platform/client-address.ts'
import type { Deps, Principal } from '../platform/context.ts'
import { answerInTime, DEADLINE } from '../platform/deadline.ts'
import { knownCaller, refuse } from '../platform/graphql-endpoint.ts'
import { maskError } from '../platform/graphql-http.ts'
import { mediaFault } from '../platform/media.ts'
import { missingScope } from '../platform/missing-scope.ts'
import { inputError, issue, quotaError, under } from '../platform/problem.ts'
import { currentRequest } from '../platform/request.ts'
import { createPlaces, type Full } from './places.ts'
import { openPoint, sealPoint } from './point.ts'
import { readStreamQuestion, type StreamQuestion } from './question.ts'
import { screen, type Screening } from './screen.ts'
import { proofOfScrub } from './scrub-receipt.service.ts'
import { streamAnswers } from './stream-answers.ts'
import { STREAM_LIMITS, watchEnding, type StreamLimits } from './stream-ending.ts'
import { STREAM_PATH } from './stream-path.ts'

const NDJSON = 'application/x-ndjson'
const PRIVATE = { 'cache-control': 'private, no-store', vary: 'Authorization' } as const
/** Where a stream that breaks off is gone on with: its last line, which has it too, may never come. */
const POINT_HEADER = 'constat-point'
const SCOPE = 'eligibility:read'
const RETRY_MS = 5_000

/** What a server says of its streams. */
export type ScreeningOptions = {
  /** Aborted when the server is about to end: streams end then. */
  readonly stopping?: AbortSignal | undefined
  readonly limits?: StreamLimits | undefined
}

const authorised = async (deps: Deps, c: HttpContext, isRead: boolean): Promise<Principal> => {
  // The stream itself has a time of its own.
  const authenticated = await answerInTime(DEADLINE, () => knownCaller(deps, c.req.raw, addressOf(c)))
  const { principal } = authenticated
  const report = currentRequest()
  if (report) {
    report.tenantId = principal.tenant.tenantId
    report.keyId = principal.keyId
  }
  if (!principal.scopes.includes(SCOPE)) throw missingScope(c.req.path, [SCOPE], 403)
  if (!isRead) await noteUse(deps, authenticated)
  const refusal = deps.quotas?.ofKey(principal.kind, principal.keyId, 1)
  if (refusal) throw refusal
  return principal
}

const FULL: { readonly [of in Full]: readonly [rule: string, message: string] } = {
  key: ['open-streams', 'Too many streams of this key are open: wait until one ends.'],
  tenant: ['open-streams-tenant', 'Too many streams of your tenant are open: wait until one ends.'],
  server: ['open-streams-server', 'This server has as many streams open as it can: try again in a moment.'],
}

const noPlace = (full: Full): GraphQLError => {
  const { [full]: why } = FULL
  return quotaError([issue(['headers', 'authorization'], ...why)], RETRY_MS)
}

/** A body that is made as it is taken; `over` is called once, whether it was taken whole or left. */
const pulled = (texts: AsyncGenerator<string, void>, over: () => Promise<void>): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      pull: async (controller) => {
        const { done, value } = await texts.next()
        if (!done) return controller.enqueue(Buffer.from(value))
        controller.close()
        await over()
      },
      cancel: async () => {
        await texts.return()
        await over()
      },
    },
    { highWaterMark: 0 },
  )

const emptyBody = (): ReadableStream<Uint8Array> =>
  new ReadableStream({ start: (controller) => controller.close() })

/** `POST /v1/eligibility/stream`, NDJSON both ways, and the proofs of its receipts. */
export const screeningRoutes = (deps: Deps, { stopping, limits = STREAM_LIMITS }: ScreeningOptions): Hono => {
  const app = new Hono()
  const takePlace = createPlaces()

  const begin = async (principal: Principal, { question, point }: StreamQuestion): Promise<Screening> => {
    const opened = point === undefined ? undefined : await openPoint(deps, principal.tenant, question, point)
    if (opened && !opened.ok) throw inputError(under(['query'], opened.issues), 400)
    const begun = await screen(deps, principal, question, { point: opened?.value })
    if (!begun.ok) throw inputError(under(['query'], begun.issues), 400)
    return begun.value
  }

  const stream = async (c: HttpContext): Promise<Response> => {
    const principal = await authorised(deps, c, false)
    const fault = mediaFault(c.req.raw.headers, NDJSON)
    if (fault) throw fault
    if (c.req.header('idempotency-key') !== undefined)
      throw inputError(
        [
          issue(
            ['headers', 'idempotency-key'],
            'no-idempotency',
            'A stream is not repeated under a key: leave it out, and give its point to be answered as before.',
          ),
        ],
        400,
      )
    const asked = readStreamQuestion(new URL(c.req.url).searchParams)
    if (!asked.ok) throw inputError(under(['query'], asked.issues), 400)
    // Before anything is held for it.
    const place = takePlace(principal.tenant.tenantId, principal.keyId)
    if ('full' in place) throw noPlace(place.full)
    const { leave } = place
    const screening = await begin(principal, asked.value).catch((error: unknown) => {
      leave()
      throw error
    })
    const { signal, body } = c.req.raw
    const point = sealPoint(deps, principal.tenant, asked.value.question, screening)
    const ending = watchEnding(limits, stopping)
    const answers = streamAnswers({
      deps,
      principal,
      asked: asked.value,
      screening,
      point,
      body: body ?? emptyBody(),
      limits,
      ending,
      left: signal,
    })
    const over = async (): Promise<void> => {
      leave()
      ending.close()
      await screening.close()
    }
    return new Response(pulled(answers, over), {
      headers: { ...PRIVATE, 'content-type': NDJSON, [POINT_HEADER]: point },
    })
  }

  const proof = async (c: HttpContext): Promise<Response> => {
    const principal = await authorised(deps, c, true)
    const found = await proofOfScrub(deps, principal.tenant, c.req.param('id') ?? '')
    return found === undefined
      ? Response.json(
          { code: 'NOT_FOUND', message: 'No published checkpoint covers such a receipt of this tenant yet.' },
          { status: 404, headers: { ...PRIVATE, 'retry-after': '5' } },
        )
      : new Response(found, { headers: { ...PRIVATE, 'content-type': 'text/plain; charset=utf-8' } })
  }

  const answer =
    (work: (c: HttpContext) => Promise<Response>) =>
    async (c: HttpContext): Promise<Response> => {
      try {
        return await work(c)
      } catch (error) {
        return refuse(maskError(deps, error))
      }
    }
  app.post(STREAM_PATH, answer(stream))
  app.all(STREAM_PATH, (c) => c.text(`Send POST with ${NDJSON}.`, 405, { allow: 'POST' }))
  app.get('/v1/eligibility/receipts/:id/proof', answer(proof))
  return app
}
