import type { LawItem } from './items.ts'
import { GDPR, told, type ItemLaw } from './item-rule.ts'
import { both, not } from './known.ts'

const said = (content: string): ItemLaw =>
  told(
    content,
    'GDPR 13; CNIL, enregistrement et preuve du contrat (25 Apr 2022)',
    GDPR,
    ({ records }) => records,
  )

/** CNIL, 25 April 2022: what is told before a call is recorded as proof of a contract. */
export const RECORDING_NOTICE_ITEMS = {
  REC_EXISTENCE: said('that the call is recorded'),
  REC_CONTROLLER: said('who records it and how to reach them'),
  REC_PURPOSE: said('that the recording proves the contract'),
  REC_LEGAL_BASIS: said('on which legal basis it is made'),
  REC_RECIPIENTS: said('who may hear it'),
  REC_RETENTION: said('how long it is kept'),
  REC_OBJECTION: said('how to object to the recording'),
  REC_RIGHTS: said('how to have access to it and have it rectified'),
  REC_COMPLAINT: said('of the right to complain to the CNIL'),
  REC_ALT_MEANS: told(
    'by which other means the contract can be concluded without recording',
    'GDPR 6(1)(b); CNIL, enregistrement et preuve du contrat (25 Apr 2022)',
    GDPR,
    ({ records, recordingIsDuty }) => both(records, not(recordingIsDuty)),
  ),
} as const satisfies { readonly [item in LawItem]?: ItemLaw }
