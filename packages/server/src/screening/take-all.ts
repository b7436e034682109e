import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Takes all chunks that are there: those that came while the last ones were worked on, and those that come within the turn of the
 * event loop after the first. One that comes alone waits for that turn and for no time; nothing more is read of the
 * stream than is taken, but for one chunk.
 *
 * @param most bytes after which no more are taken at once
 * @throws what the stream fails with
 */
export async function* takeAll(
  chunks: Pick<ReadableStreamDefaultReader<Uint8Array>, 'read'>,
  most: number,
): AsyncGenerator<readonly Uint8Array[], void> {
  /** A chunk that was asked for and was not there in time. */
  let awaited: ReturnType<typeof chunks.read> | undefined
  for (;;) {
    const { done, value } = await (awaited ?? chunks.read())
    if (done) return
    awaited = undefined
    const taken = [value]
    // One turn for all of them: who sends byte by byte does not hold up what he sent before.
    const turn = nextTurn()
    for (let size = value.length; size < most;) {
      awaited = chunks.read()
      const next = await Promise.race([awaited, turn])
      if (!next || next.done) break
      awaited = undefined
      taken.push(next.value)
      size += next.value.length
    }
    yield taken
  }
}
