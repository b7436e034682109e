import type { ReasonCode } from '../decision/reason-code.ts'
import { MESSAGES_OF_BASIS } from './basis.ts'
import { MESSAGES_OF_GROUNDS } from './grounds.ts'
import { MESSAGES_OF_MANNER } from './manner.ts'
import type { Message } from './message.ts'
import { MESSAGES_OF_PERSON } from './person.ts'

/** What each reason says to the person who wanted to do something; a code without a message does not compile. */
export const MESSAGES: { readonly [code in ReasonCode]: Message } = {
  ...MESSAGES_OF_GROUNDS,
  ...MESSAGES_OF_PERSON,
  ...MESSAGES_OF_BASIS,
  ...MESSAGES_OF_MANNER,
}
