/** What the server takes in one request: so many in a list, and so many values in all, but for some of the request itself. */
const MAX_BATCH = 1_000
const MAX_VALUES = 29_900

/** How many values something holds as the server counts them: what is empty counts twice. */
const valuesIn = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 +
      Math.max(
        1,
        Object.values(value).reduce<number>((sum, each) => sum + valuesIn(each), 0),
      )
    : 1

/** Gathers what comes one after another into parts that the server takes, in order. */
export async function* eachBatch<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
): AsyncGenerator<readonly Item[], void> {
  let batch: Item[] = []
  let values = 0
  for await (const item of items) {
    const more = valuesIn(item)
    if (batch.length > 0 && values + more > MAX_VALUES) {
      yield batch
      batch = []
      values = 0
    }
    batch.push(item)
    values += more
    if (batch.length < MAX_BATCH) continue
    yield batch
    batch = []
    values = 0
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
