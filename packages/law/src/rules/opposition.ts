import type { Channel, SuppressionScope } from '@constat/core/vocabulary'
import type { ContactFacts } from '../question/question.ts'
import type { OppositionKind } from '../question/words.ts'
import { isCall, isRenewedAfter, type Contact } from './contact.ts'

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

/** The opposition that stands against this contact: said, in scope, and answered by no later yes. */
export const standingOpposition = (
  contact: Contact & { readonly at: number },
  kinds: readonly OppositionKind[],
): Opposition | null => {
  const { opposition, channel, at } = contact
  // What is not known of an opposition counts against contact: any kind, any time, every channel.
  if (opposition === null || !covers(opposition.scope ?? 'ALL', channel)) return null
  if (opposition.at !== null && (opposition.at > at || isRenewedAfter(contact, opposition.at))) return null
  return kinds.includes(opposition.kind ?? 'OBJECTION') ? opposition : null
}
