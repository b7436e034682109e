/** A piece of a text that is made from another: what it says, and from where in that one, in UTF-16 code units. */
export type Part = { readonly text: string; readonly origin: number }

/** What the parts say together. */
export const textOf = (parts: readonly Part[]): string => parts.map(({ text }) => text).join('')

/** Where each character of the text that the parts say together comes from. */
export const originsOf = (parts: readonly Part[]): readonly number[] =>
  parts.flatMap(({ text, origin }) => Array.from({ length: text.length }, (_, place) => origin + place))
