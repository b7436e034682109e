/** One fault of an input: where it is, which rule it breaks, and what to do about it. */
export type InputIssue = {
  /** Property names and array indexes from the root of the input, as strings. */
  readonly path: readonly string[]
  /** Stable kebab-case identifier of the rule. */
  readonly rule: string
  /** A sentence for the developer who sent the input; never repeats personal data. */
  readonly message: string
}

/** The outcome of a parser: the value, or every fault found. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly InputIssue[] }
