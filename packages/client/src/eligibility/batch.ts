/** What the server takes in one request. */
const MAX_BATCH = 1_000

/** Gathers what comes one after another into parts that the server takes, in order. */
export async function* eachBatch<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
): AsyncGenerator<readonly Item[], void> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < MAX_BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/**
 * The answers to parts in their order. While one is read the next is asked, and none after it.
 *
 * @throws what asking threw, in the place of those answers
 */
export async function* inTurn<Part, Answer>(
  parts: AsyncGenerator<Part, void>,
  ask: (part: Part) => Promise<readonly Answer[]>,
): AsyncGenerator<Answer, void> {
  const next = async (): Promise<readonly Answer[] | undefined> => {
    const part = await parts.next()
    return part.done ? undefined : ask(part.value)
  }
  let coming = next()
  try {
    for (;;) {
      const answers = await coming
      if (!answers) return
      coming = next()
      // Whoever stops reading does not wait for it.
      coming.catch(() => undefined)
      yield* answers
    }
  } finally {
    await parts.return()
  }
}
