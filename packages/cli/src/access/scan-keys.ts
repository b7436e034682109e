import { findApiKeysIn } from '@constat/server'

/** A key that stands in a text, by its hint; line and column count from 1. */
export type FoundKey = { readonly line: number; readonly column: number; readonly hint: string }

// Longer than any key: what a piece leaves unfinished is looked at again with the next.
const OVERLAP = 128

const linesIn = (text: string): number => text.split('\n').length - 1

/** Finds the API keys in a text that comes in pieces, wherever it is cut; memory does not grow with it. */
export async function* scanKeys(pieces: AsyncIterable<string>): AsyncGenerator<FoundKey> {
  let kept = ''
  let line = 1
  let column = 1
  // Up to there it was told before.
  let told = 0
  for await (const piece of pieces) {
    const text = kept + piece
    for (const { hint, index, length } of findApiKeysIn(text)) {
      if (index + length <= told) continue
      const before = text.slice(0, index)
      const lines = linesIn(before)
      yield {
        line: line + lines,
        column: (lines === 0 ? column : 0) + index - (before.lastIndexOf('\n') + (lines === 0 ? 1 : 0)),
        hint,
      }
    }
    const passed = text.slice(0, Math.max(0, text.length - OVERLAP))
    const lines = linesIn(passed)
    column = lines === 0 ? column + passed.length : passed.length - passed.lastIndexOf('\n')
    line += lines
    kept = text.slice(passed.length)
    told = kept.length
  }
}
