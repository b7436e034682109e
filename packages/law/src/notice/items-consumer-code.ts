import type { LawItem } from './items.ts'
import { FROM_2026, told, type ItemLaw } from './item-rule.ts'
import { both } from './known.ts'

const phoneOfConsumers: ItemLaw['requires'] = ({ consumers, phoneNumber }) => both(consumers, phoneNumber)
const callsToConsumers: ItemLaw['requires'] = ({ consumers, phoneConsent }) => both(consumers, phoneConsent)

/** C. conso. L223-2 and R223-1: what a consumer is told who gives a number, or consent to calls. */
export const CONSUMER_CODE_ITEMS = {
  NCC_PHONE_INFO: told(
    'that prospecting calls need prior consent',
    'C. conso. L223-2',
    FROM_2026,
    phoneOfConsumers,
  ),
  NCC_CONTRACT_CLAUSE: told(
    'as the contract must too, that calling a consumer without prior consent is forbidden',
    'C. conso. L223-2',
    FROM_2026,
    (form) => both(phoneOfConsumers(form), form.concludesContract),
  ),
  NCC_BLOCTEL: {
    ...told(
      'of the right to register on Bloctel',
      'C. conso. L223-2 (to 2026-08-10)',
      { from: '2020-07-26', to: '2026-08-10' },
      phoneOfConsumers,
    ),
    absentFrom: '2026-08-11',
  },
  NR_PRO_ID: told('the professional who will call', 'C. conso. R223-1 I', FROM_2026, callsToConsumers),
  NR_THIRD_PARTY: told('the third party who collects or calls', 'C. conso. R223-1 I', FROM_2026, (form) =>
    both(callsToConsumers(form), form.callingPartners),
  ),
  NR_GOODS: told('the nature of the goods or services', 'C. conso. R223-1 I', FROM_2026, callsToConsumers),
  NR_CHOICE: told('that the person may consent or not', 'C. conso. R223-1 I', FROM_2026, callsToConsumers),
  NR_PERIOD: told(
    'how long the consent lasts, at most a year',
    'C. conso. R223-1 I 3°',
    FROM_2026,
    callsToConsumers,
  ),
  NR_WITHDRAWAL: told(
    'of the right to withdraw and how',
    'C. conso. R223-1 I, R223-3',
    FROM_2026,
    callsToConsumers,
  ),
  NR_DURABLE_ACCESS: told(
    'how to get the proof on a durable medium',
    'C. conso. R223-1 I, R223-2',
    FROM_2026,
    callsToConsumers,
  ),
  NR_SLOT: told(
    'the precise date and time agreed for the call',
    'C. conso. L223-1 al. 6',
    FROM_2026,
    (form) => both(callsToConsumers(form), form.callsOutOfHours),
  ),
} as const satisfies { readonly [item in LawItem]?: ItemLaw }
