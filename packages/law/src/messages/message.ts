import type { ReasonCode } from '../decision/reason-code.ts'

/** A sentence that a call-centre agent understands, in the two languages of the product. */
export type Message = { readonly fr: string; readonly en: string }

/** The messages of some reasons. */
export type MessagesOf = { readonly [code in ReasonCode]?: Message }

/** A message in French and English. */
export const message = (fr: string, en: string): Message => ({ fr, en })
