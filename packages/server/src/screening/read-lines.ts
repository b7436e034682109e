const LINE_FEED = 0x0a

/** One line of a body: its number from 1 and its text, or that it is longer than allowed. */
export type BodyLine = {
  readonly number: number
  /** What {@link LineReader.counted} was after it. */
  readonly counted: number
} & ({ readonly text: string } | { readonly tooLong: true })

/** Lines of a body as its chunks come; whatever comes, no more than a chunk and a line is held. */
export type LineReader = {
  /** The lines that a chunk completes. */
  readonly push: (chunk: Uint8Array) => readonly BodyLine[]
  /** The last line, where it does not end in a line feed. */
  readonly end: () => readonly BodyLine[]
  /** How many lines have come; of one that is too long each part of the length allowed counts, before it ends too. */
  readonly counted: () => number
}

/** How many parts of this length so many bytes have beside the first. */
const partsOf = (bytes: number, length: number): number => Math.max(0, Math.ceil(bytes / length) - 1)

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
  /** Parts of lines that were too long, but for the first of each. */
  let parts = 0

  const lengthen = (by: number): void => {
    parts += partsOf(length + by, most) - partsOf(length, most)
    length += by
  }
  const take = (part: Uint8Array): BodyLine => {
    lengthen(part.length)
    const isTooLong = length > most
    const bytes = held.length === 0 ? part : Buffer.concat([...held, part])
    held = []
    length = 0
    number += 1
    const at = { number, counted: number + parts }
    return isTooLong ? { ...at, tooLong: true } : { ...at, text: utf8.decode(bytes) }
  }
  const keep = (rest: Uint8Array): void => {
    lengthen(rest.length)
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
    counted: () => number + parts,
  }
}
