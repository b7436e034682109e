const LINE_FEED = 0x0a

/** One line of a body: its number from 1 and its text, or that it is longer than allowed. */
export type BodyLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly tooLong: true }

/** Lines of a body as its chunks come; whatever comes, no more than a chunk and a line is held. */
export type LineReader = {
  /** The lines that a chunk completes. */
  readonly push: (chunk: Uint8Array) => readonly BodyLine[]
  /** The last line, where it does not end in a line feed. */
  readonly end: () => readonly BodyLine[]
}

/**
 * Splits a body at line feeds.
 *
 * @param most bytes of a line
 */
export const createLineReader = (most: number): LineReader => {
  const utf8 = new TextDecoder()
  let held: Uint8Array[] = []
  let length = 0
  let number = 0

  const take = (part: Uint8Array): BodyLine => {
    const total = length + part.length
    const bytes = held.length === 0 ? part : Buffer.concat([...held, part])
    held = []
    length = 0
    number += 1
    return total > most ? { number, tooLong: true } : { number, text: utf8.decode(bytes) }
  }
  const keep = (rest: Uint8Array): void => {
    length += rest.length
    // Of a line that is too long only its length is of interest.
    if (length > most) held = []
    else if (rest.length > 0) held.push(rest)
  }
  return {
    push: (chunk) => {
      const lines: BodyLine[] = []
      let from = 0
      for (let to = chunk.indexOf(LINE_FEED); to !== -1; to = chunk.indexOf(LINE_FEED, from)) {
        lines.push(take(chunk.subarray(from, to)))
        from = to + 1
      }
      keep(chunk.subarray(from))
      return lines
    },
    end: () => (length === 0 ? [] : [take(new Uint8Array())]),
  }
}
