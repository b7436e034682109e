import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '@constat/core/canonical'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { readStateHead, type TenantScope } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { issue } from '../platform/problem.ts'
import type { Screening, ScreeningPoint, ScreeningQuestion } from './screen.ts'

/** Milliseconds for which a screening may go on at the point at which it began. */
export const POINT_LASTS = 86_400_000

const FORM = /^(\d{1,15})\.(\d{1,15})\.([A-Za-z0-9_-]{43})$/

type PointDeps = Pick<Deps, 'keys'>

// RFC 5869: a key of its own, so that no value here is one of the challenges'.
const macOf = (
  { keys }: PointDeps,
  { tenantId, logId }: TenantScope,
  { at, ...question }: ScreeningQuestion,
  { position, evaluatedAt }: ScreeningPoint,
): Buffer => {
  const key = hkdfSync('sha256', keys.challenge.handle, new Uint8Array(), 'constat screening point v1', 32)
  const said = JSON.parse(
    JSON.stringify({ tenantId, logId, question, at: at ?? evaluatedAt, position, evaluatedAt }),
  )
  return createHmac('sha256', new Uint8Array(key)).update(canonicalJson(said)).digest()
}

/**
 * The point of a screening as it is given out, for a later one to go on from: position, instant, and the proof that this server
 * has given both, to this tenant, for this question (HMAC-SHA-256). Without it, whoever asks could choose a state of before an
 * objection, and have the answers signed.
 */
export const sealPoint = (
  deps: PointDeps,
  tenant: TenantScope,
  question: ScreeningQuestion,
  { position, evaluatedAt }: Pick<Screening, 'position' | 'evaluatedAt'>,
): string => {
  const mac = macOf(deps, tenant, question, { position, evaluatedAt }).toString('base64url')
  return `${position}.${evaluatedAt}.${mac}`
}

const refuse = (rule: string, message: string): { readonly ok: false; readonly issues: InputIssue[] } => ({
  ok: false,
  issues: [issue(['point'], rule, message)],
})

/**
 * The point that was given out as this text, to this tenant, for this question, within {@link POINT_LASTS}. Issues have the path
 * `['point']`.
 */
export const openPoint = async (
  deps: PointDeps & Pick<Deps, 'store' | 'clock'>,
  tenant: TenantScope,
  question: ScreeningQuestion,
  text: string,
): Promise<Parsed<ScreeningPoint>> => {
  const [, position = '', evaluatedAt = '', mac = ''] = FORM.exec(text) ?? []
  const point = { position: Number(position), evaluatedAt: Number(evaluatedAt) }
  const given = Buffer.from(mac, 'base64url')
  const expected = macOf(deps, tenant, question, point)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return refuse(
      'point-given',
      'Give the point of an earlier stream of this tenant and question, as the server gave it.',
    )
  const age = deps.clock() - point.evaluatedAt
  if (age < 0 || age > POINT_LASTS)
    return refuse(
      'point-age',
      'A screening goes on for a day: start it anew, so that it sees what was recorded since.',
    )
  const head = await readStateHead(deps.store.reader, tenant)
  return point.position > head.position
    ? refuse('point-head', 'Nothing is recorded to this point here: start the screening anew.')
    : { ok: true, value: point }
}
