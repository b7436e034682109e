import type { Channel, SuppressionScope } from '@constat/core/vocabulary'
import type { ContactFacts } from '../question/question.ts'
import type { OppositionKind } from '../question/words.ts'
import { isCall, renewedFrom, type Contact } from './contact.ts'

type Opposition = NonNullable<ContactFacts['opposition']>

/** Whether an objection of this scope covers a channel (law.md §2). */
export const covers = (scope: SuppressionScope, channel: Channel): boolean => {
  switch (scope) {
    case 'ALL':
      return true
    case 'PHONE':
      return isCall({ channel })
    case 'SMS':
    case 'EMAIL':
    case 'FAX':
    case 'POST':
    case 'SOCIAL_MESSAGE':
      return scope === channel
  }
}

// What is not known of an opposition counts against contact: any kind, any time, every channel.
const oppositionInScope = ({ opposition, channel, at }: Contact): Opposition | null =>
  opposition === null ||
  !covers(opposition.scope ?? 'ALL', channel) ||
  (opposition.at !== null && opposition.at > at)
    ? null
    : opposition

/** The opposition that stands against this contact: said, in scope, and answered by no later yes. */
export const standingOpposition = (contact: Contact, kinds: readonly OppositionKind[]): Opposition | null => {
  const opposition = oppositionInScope(contact)
  if (opposition === null || !kinds.includes(opposition.kind ?? 'OBJECTION')) return null
  return opposition.at !== null && renewedFrom(contact, opposition.at) !== null ? null : opposition
}

/** The start of the precise time for which alone the person said yes after an opposition; null when it has come, or there is none. */
export const awaitedSlot = (contact: Contact): number | null => {
  const opposition = oppositionInScope(contact)
  if (opposition === null || opposition.at === null) return null
  const from = renewedFrom(contact, opposition.at)
  return from !== null && from > contact.at ? from : null
}
