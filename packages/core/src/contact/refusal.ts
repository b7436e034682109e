import type { Parsed } from '../problem/index.ts'

/** Messages by rule: what the sender is to do, never what was sent. */
export type Rules = { readonly [rule: string]: string }

/** A refusal of the whole value by one rule. */
export const refuse = <R extends Rules>(rules: R, rule: keyof R & string): Parsed<never> => ({
  ok: false,
  issues: [{ path: [], rule, message: rules[rule] ?? '' }],
})
