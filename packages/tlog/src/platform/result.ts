/** A value that was read, or the code of why it is refused. */
export type Result<Value, Fault extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: Fault }

/** What was read. */
export const read = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({
  ok: true,
  value,
})

/** A refusal. */
export const refused = <Fault extends string>(code: Fault): { readonly ok: false; readonly code: Fault } => ({
  ok: false,
  code,
})
