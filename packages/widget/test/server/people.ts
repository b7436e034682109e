import type { ProofServer, RecordedEvent } from './proof-server.ts'

/** Someone who fills in a form, and is in nobody else's way. */
export type Person = {
  readonly phone: string
  readonly email: string
  /** What was recorded of her calls, oldest first. */
  readonly events: () => Promise<readonly RecordedEvent[]>
}

// Other tests of a worker give numbers of their own, below.
let people = 7000

/** Makes people whose records are told apart from those of `before` and by the last two digits of the number, which events show. */
export const somebodyAfter =
  (before: readonly RecordedEvent[], { events }: ProofServer) =>
  (): Person => {
    const number = String(people++)
    return {
      phone: `063998${number}`,
      email: `p${number}@example.fr`,
      events: async () =>
        (await events())
          .slice(before.length)
          .filter(({ contactHint }) => contactHint?.endsWith(number.slice(-2))),
    }
  }
