import { setTimeout as wait } from 'node:timers/promises'
import {
  endEarlier,
  settleConfirmation,
  StorageUnavailable,
  type Confirmation,
  type TenantScope,
} from '@constat/store'
import type { Deps } from '../platform/context.ts'
import type { SendOutcome } from './sender.ts'

// From one try to the next, milliseconds.
const AGAIN = 1_000

type Kept = Pick<Confirmation, 'confirmationId' | 'eventId' | 'kind' | 'requestedAt'>

const noteAgain = async (
  { clock, log }: Deps,
  { confirmationId }: Kept,
  note: () => Promise<void>,
  until: number,
): Promise<void> => {
  while (clock() < until) {
    await wait(AGAIN, undefined, { ref: false })
    try {
      return await note()
    } catch (error) {
      if (error instanceof StorageUnavailable && error.reason !== 'CLOSED') continue
      log.error({ err: error, confirmationId }, 'what came of a confirmation is not noted')
      return
    }
  }
}

/**
 * Notes what came of handing a confirmation over. What was sent cannot be called back, so where storage takes no write now it is
 * tried again beside the answer.
 *
 * @param until when nobody waits for it any more, epoch milliseconds
 * @returns whether it is noted.
 */
export const noteOutcome = async (
  deps: Deps,
  tenant: TenantScope,
  kept: Kept,
  outcome: SendOutcome,
  until: number,
): Promise<boolean> => {
  const { store, clock, log, observer } = deps
  const note = () =>
    store.write(async (trx) => {
      await settleConfirmation(trx, tenant, kept.confirmationId, outcome === 'SENT' ? 'SENT' : 'FAILED')
      if (outcome === 'SENT') await endEarlier(trx, tenant, kept, clock())
    })
  try {
    await note()
    return true
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error
    const { reason } = error
    log.error({ reason, confirmationId: kept.confirmationId, outcome }, 'storage unavailable after a send')
    observer?.onUnavailable(reason)
    void noteAgain(deps, kept, note, until)
    return false
  }
}
