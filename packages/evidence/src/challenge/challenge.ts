import { timingSafeEqual } from 'node:crypto'
import type { Random } from '@constat/core/id'
import type { Sha256 } from '@constat/core/canonical'
import type { SecretKey } from '../key/secret-key.ts'
import { fromBase64url, toBase64url } from '../platform/base64url.ts'
import { hmacSha256 } from '../platform/hmac.ts'

/** A challenge younger than this is `fresh`, milliseconds. */
export const CHALLENGE_FRESH_MS = 30 * 60 * 1000
/** A challenge up to this age is `late` (the widget's outbox kept it), milliseconds. */
export const CHALLENGE_LATE_MS = 7 * 24 * 60 * 60 * 1000
/** How far ahead the clock of the server that issued it may be, milliseconds. */
export const CHALLENGE_SKEW_MS = 120 * 1000

/** Where and when a capture began. */
export type Challenge = {
  /** 16 random bytes in base64url: what makes it usable once. */
  readonly id: string
  /** Epoch milliseconds. */
  readonly issuedAt: number
  /** The site key that started the capture. */
  readonly keyId: string
  /** The site it was started on. */
  readonly site: string
  /** The notice version that was shown. */
  readonly noticeSha256: Sha256
  readonly state: 'fresh' | 'late'
  /** The newest checkpoint that was published when the capture began; absent when there was none. */
  readonly anchor?: ChallengeAnchor | undefined
}

/** A checkpoint by its size and the SHA-256 of its body. */
export type ChallengeAnchor = { readonly size: number; readonly bodySha256: Sha256 }

/** Why a challenge is refused. */
export type ChallengeFault =
  | 'challenge-malformed'
  | 'challenge-forged'
  | 'challenge-expired'
  | 'challenge-future'

export type ReadChallenge =
  | { readonly ok: true; readonly value: Challenge }
  | { readonly ok: false; readonly code: ChallengeFault }

// version 1 | id 16 | issuedAt 6 | notice 32 | length 1, key id | length 1, site | tag 16; with an anchor it is
// version 2 and has size 8 | body 32 before the tag.
const VERSION = 1
const ANCHORED_VERSION = 2
const ANCHOR_LENGTH = 40
const NOTICE_AT = 23
const KEY_ID_AT = 55
const TAG_LENGTH = 16

const tagOf = (key: SecretKey, body: Uint8Array): Uint8Array =>
  hmacSha256(key.handle, body).subarray(0, TAG_LENGTH)

const prefixed = (text: string): Buffer => {
  const bytes = Buffer.from(text)
  if (bytes.length > 255) throw new RangeError('A key id or site of a challenge has at most 255 bytes.')
  return Buffer.concat([Uint8Array.of(bytes.length), bytes])
}

const HASH = /^[0-9a-f]{64}$/

const anchorBytes = ({ size, bodySha256 }: ChallengeAnchor): Buffer => {
  if (!HASH.test(bodySha256)) throw new RangeError('A checkpoint is named by 64 hex digits.')
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(size))
  return Buffer.concat([bytes, Buffer.from(bodySha256, 'hex')])
}

/**
 * A one-time challenge, bound to a site key, a site and a notice version, that needs no storage until it is used: it
 * describes itself and carries a MAC. Base64url without dots.
 *
 * @throws RangeError when the key id or the site is longer than 255 bytes, or a hash is not 64 hexadecimal digits.
 */
export const issueChallenge = (
  key: SecretKey,
  capture: {
    readonly keyId: string
    readonly site: string
    readonly noticeSha256: Sha256
    readonly anchor?: ChallengeAnchor | undefined
    readonly now: number
    readonly random: Random
  },
): string => {
  if (!HASH.test(capture.noticeSha256)) throw new RangeError('A notice is named by 64 hex digits.')
  const { anchor } = capture
  const time = Buffer.alloc(6)
  time.writeUIntBE(capture.now, 0, 6)
  const body = Buffer.concat([
    Uint8Array.of(anchor ? ANCHORED_VERSION : VERSION),
    capture.random(16),
    time,
    Buffer.from(capture.noticeSha256, 'hex'),
    prefixed(capture.keyId),
    prefixed(capture.site),
    ...(anchor ? [anchorBytes(anchor)] : []),
  ])
  return toBase64url(Buffer.concat([body, tagOf(key, body)]))
}

const stateAt = (issuedAt: number, now: number): Challenge['state'] | ChallengeFault => {
  const age = now - issuedAt
  if (age < -CHALLENGE_SKEW_MS) return 'challenge-future'
  if (age < CHALLENGE_FRESH_MS) return 'fresh'
  return age <= CHALLENGE_LATE_MS ? 'late' : 'challenge-expired'
}

const anchorIn = (bytes: Buffer): ChallengeAnchor => ({
  size: Number(bytes.readBigUInt64BE()),
  bodySha256: bytes.toString('hex', 8, ANCHOR_LENGTH),
})

/** Reads a challenge at an instant (epoch milliseconds); whether it was used before is the caller's to know. */
export const readChallenge = (key: SecretKey, text: string, now: number): ReadChallenge => {
  const token = fromBase64url(text)
  const isKnown = token?.[0] === VERSION || token?.[0] === ANCHORED_VERSION
  if (!token || !isKnown || token.length < KEY_ID_AT + 2 + TAG_LENGTH)
    return { ok: false, code: 'challenge-malformed' }
  const body = token.subarray(0, -TAG_LENGTH)
  if (!timingSafeEqual(tagOf(key, body), token.subarray(-TAG_LENGTH)))
    return { ok: false, code: 'challenge-forged' }
  // Past the MAC the bytes are our own, so their lengths are right.
  const view = Buffer.from(body)
  const issuedAt = view.readUIntBE(17, 6)
  const state = stateAt(issuedAt, now)
  if (state !== 'fresh' && state !== 'late') return { ok: false, code: state }
  const siteAt = KEY_ID_AT + 1 + view.readUInt8(KEY_ID_AT)
  const anchorAt = siteAt + 1 + view.readUInt8(siteAt)
  const value: Challenge = {
    id: toBase64url(view.subarray(1, 17)),
    issuedAt,
    keyId: view.toString('utf8', KEY_ID_AT + 1, siteAt),
    site: view.toString('utf8', siteAt + 1, anchorAt),
    noticeSha256: view.toString('hex', NOTICE_AT, KEY_ID_AT),
    state,
    ...(token[0] === ANCHORED_VERSION ? { anchor: anchorIn(view.subarray(anchorAt)) } : {}),
  }
  return { ok: true, value }
}
