import { findLog, findTile, newestCheckpoint, StorageUnavailable, ENTRIES, type Handle } from '@constat/store'
import {
  decodeEntries,
  encodeEntries,
  HASH_LENGTH,
  parseBundlePath,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
} from '@constat/tlog'
import { Hono, type Context as HttpContext } from 'hono'
import { etag } from 'hono/etag'
import type { Deps } from '../platform/context.ts'
import { noteError } from '../platform/note-error.ts'
import { publishedJwks } from '../signing-key/signing-key.service.ts'
import { cosignedNote } from './leaf-proof.ts'
import { policyText } from './policy.ts'

// Anyone may read a log from anywhere: it holds nothing but hashes.
const OPEN = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' } as const
const FOR_EVER = { ...OPEN, 'cache-control': 'public, max-age=31536000, immutable' } as const
const NEVER = { ...OPEN, 'cache-control': 'no-store' } as const

type Refusal = 'NOT_FOUND' | 'INVALID_INPUT' | 'STORAGE_UNAVAILABLE'
const STATUS = { NOT_FOUND: 404, INVALID_INPUT: 400, STORAGE_UNAVAILABLE: 503 } as const

const refuse = (code: Refusal, message: string): Response => {
  noteError(code)
  return Response.json({ code, message }, { status: STATUS[code], headers: NEVER })
}

/** A tile as its path names it; entry bundles under level {@link ENTRIES}. */
const tileAt = (path: string): Tile | undefined => {
  const bundle = parseBundlePath(path)
  return bundle ? { level: ENTRIES, ...bundle } : parseTilePath(path)
}

/** How wide a tile is in the tree of a size; 0 or less when it is not in it. */
const widthIn = (size: number, { level, index }: Tile): number =>
  Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** Math.max(0, level)) - index * TILE_WIDTH)

const cut = (bytes: Uint8Array, { level, width }: Tile): Uint8Array =>
  level === ENTRIES
    ? encodeEntries((decodeEntries(bytes) ?? []).slice(0, width))
    : bytes.subarray(0, HASH_LENGTH * width)

const answerTile = async (db: Handle, logId: string, path: string): Promise<Response> => {
  const tile = tileAt(path)
  if (!tile) return refuse('INVALID_INPUT', 'Ask for tile/<L>/<N>[.p/<W>] or tile/entries/<N>[.p/<W>].')
  const shown = await newestCheckpoint(db, logId)
  // What no checkpoint covers yet is not there yet: it is on disk before it is signed.
  const found = tile.width <= widthIn(shown?.size ?? 0, tile) ? await findTile(db, logId, tile) : undefined
  if (!found) return refuse('NOT_FOUND', 'No published tree has this tile.')
  return new Response(new Uint8Array(cut(found.bytes, tile)), {
    headers: { ...FOR_EVER, 'content-type': 'application/octet-stream' },
  })
}

const answerCheckpoint = async (db: Handle, logId: string): Promise<Response> => {
  const shown = await newestCheckpoint(db, logId)
  if (!shown) return refuse('NOT_FOUND', 'Nothing of this log is published yet.')
  return new Response(await cosignedNote(db, logId, shown), {
    headers: { ...OPEN, 'cache-control': 'no-cache', 'content-type': 'text/plain; charset=utf-8' },
  })
}

const answer = async ({ store: { reader } }: Deps, c: HttpContext): Promise<Response> => {
  const logId = c.req.param('log') ?? ''
  const path = c.req.path.slice(`/log/${logId}/`.length)
  if (!(await findLog(reader, logId))) return refuse('NOT_FOUND', 'There is no such log.')
  if (path === 'checkpoint') return answerCheckpoint(reader, logId)
  return path.startsWith('tile/')
    ? answerTile(reader, logId, path)
    : refuse('NOT_FOUND', 'Ask for checkpoint or tile/….')
}

const answerPolicy = async (deps: Deps): Promise<Response> => {
  const text = await policyText(deps, deps.store.reader)
  if (text === undefined) return refuse('NOT_FOUND', 'This server has no log yet.')
  return new Response(text, {
    headers: { ...OPEN, 'cache-control': 'no-cache', 'content-type': 'text/plain; charset=utf-8' },
  })
}

const answerKeys = async (deps: Deps): Promise<Response> =>
  Response.json(await publishedJwks(deps, deps.store.reader), {
    headers: { ...OPEN, 'cache-control': 'no-cache' },
  })

/** The logs as C2SP tlog-tiles serves them: `/log/<log>/checkpoint` and `/log/<log>/tile/…`, for anyone, with the policy and the keys to trust. */
export const logRoutes = (deps: Deps): Hono => {
  const unavailable = (error: unknown): Response => {
    if (!(error instanceof StorageUnavailable)) throw error
    deps.log.error({ reason: error.reason }, 'storage unavailable')
    deps.observer?.onUnavailable(error.reason)
    return refuse('STORAGE_UNAVAILABLE', 'Storage does not answer. Try again in a moment.')
  }
  const app = new Hono()
  app.use('/log/:log/*', etag())
  app.get('/log/:log/*', (c) => answer(deps, c).catch(unavailable))
  app.get('/.well-known/tlog-policy.txt', () => answerPolicy(deps).catch(unavailable))
  app.get('/.well-known/jwks.json', () => answerKeys(deps).catch(unavailable))
  return app
}
