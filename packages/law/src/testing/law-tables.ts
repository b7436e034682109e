import type { Case } from './case.ts'
import { ACT_TABLE } from './table-acts.ts'
import { AUTOMATED_TABLE } from './table-automated.ts'
import { BOX_TABLE } from './table-boxes.ts'
import { CONSENT_TABLE } from './table-consent.ts'
import { LIVE_CALL_TABLE } from './table-live-calls.ts'
import { MESSAGE_TABLE } from './table-messages.ts'
import { POST_AND_SERVICE_TABLE } from './table-post-service.ts'
import { PROFESSIONAL_TABLE } from './table-professionals.ts'
import { SECTOR_AND_SOURCE_TABLE } from './table-sector-source.ts'
import { TIME_AND_FORM_TABLE } from './table-time-form.ts'

/** The rows of law.md §3 and §5, each as one or several questions. */
export const LAW_TABLES: readonly Case[] = [
  ...LIVE_CALL_TABLE,
  ...AUTOMATED_TABLE,
  ...MESSAGE_TABLE,
  ...POST_AND_SERVICE_TABLE,
  ...PROFESSIONAL_TABLE,
  ...CONSENT_TABLE,
  ...SECTOR_AND_SOURCE_TABLE,
  ...TIME_AND_FORM_TABLE,
  ...ACT_TABLE,
  ...BOX_TABLE,
]
