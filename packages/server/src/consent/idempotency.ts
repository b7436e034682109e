import { createHmac, timingSafeEqual } from 'node:crypto'
import type { InputIssue } from '@constat/core/problem'
import type { Bytes, IdempotencyEntry, TenantScope } from '@constat/store'
import type { Deps } from '../platform/context.ts'
import { issue } from '../platform/problem.ts'

const MAX_KEY_LENGTH = 128

/** The faults of an idempotency key: it is any text of 1 to 128 characters. */
export const idempotencyKeyIssues = (key: string): readonly InputIssue[] =>
  key.length >= 1 && key.length <= MAX_KEY_LENGTH && key.isWellFormed()
    ? []
    : [issue(['input', 'idempotencyKey'], 'length', `Use 1 to ${MAX_KEY_LENGTH} characters.`)]

/**
 * Keyed fingerprint of what an operation was asked, normalised, its members in an order that the caller fixes. Plain JSON,
 * as unlike the canonical form it can hold text that is no Unicode. A bare hash would give a phone number away in minutes,
 * so it is an HMAC.
 */
export const fingerprint = ({ keys }: Deps, tenant: TenantScope, operation: string, input: unknown): Bytes =>
  new Uint8Array(
    createHmac('sha256', keys.idempotency.handle)
      .update(JSON.stringify([tenant.tenantId, operation, input]))
      .digest(),
  )

/** Whether an entry was made for the same input. */
export const sameInput = (entry: IdempotencyEntry, print: Bytes): boolean =>
  entry.fingerprint.length === print.length && timingSafeEqual(entry.fingerprint, print)
