import { afterEach, beforeEach, describe } from 'vitest'
import type { Store } from '../index.ts'
import { accessContract } from './access-contract.ts'
import { certificateContract } from './certificate-contract.ts'
import { confirmationContract } from './confirmation-contract.ts'
import { consentContract } from './consent-contract.ts'
import { eligibilityContract } from './eligibility-contract.ts'
import { eraseContract } from './erase-contract.ts'
import { insertTenants } from './fixtures.ts'
import { logContract } from './log-contract.ts'
import { noticeContract } from './notice-contract.ts'
import { operatorContract } from './operator-contract.ts'
import { stateContract } from './state-contract.ts'
import { webhookContract } from './webhook-contract.ts'
import { webhookTurnContract } from './webhook-turn-contract.ts'
import { writeContract } from './write-contract.ts'

/** What every engine promises; `open` gives a new, empty, migrated store. */
export const storeContract = (name: string, open: () => Promise<Store>): void => {
  describe(`${name} keeps the contract of a store`, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
      await insertTenants(store)
    })
    afterEach(() => store.close())

    for (const contract of [
      accessContract,
      noticeContract,
      consentContract,
      eligibilityContract,
      logContract,
      operatorContract,
      certificateContract,
      eraseContract,
      stateContract,
      webhookContract,
      confirmationContract,
      webhookTurnContract,
      writeContract,
    ])
      contract(() => store)
  })
}
