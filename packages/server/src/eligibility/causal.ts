import type { StateEvent } from '@constat/store'

/** An event with none of its instants after this one. */
const by = (event: StateEvent, instant: number): StateEvent => ({
  ...event,
  recordedAt: Math.min(event.recordedAt, instant),
  occurredAt: Math.min(event.occurredAt, instant),
  objections: event.objections.map((objection) => ({ ...objection, at: Math.min(objection.at, instant) })),
})

/**
 * Events of a contact with instants that their order allows: none after that of an event recorded later, and none after now.
 * A clock that was ahead and was set back has recorded events that seem yet to come: a withdrawal that would hold only once the
 * clock has caught up, or a consent that would seem given after the objection that followed it. Of two that then seem to be of
 * one instant the law believes the no.
 *
 * @param events in order of position; these themselves where the clock was right
 * @param now epoch milliseconds
 */
export const causal = (events: readonly StateEvent[], now: number): readonly StateEvent[] => {
  let bound = now
  let isRight = true
  const instants = events.map(() => 0)
  for (let index = events.length - 1; index >= 0; index -= 1) {
    const { recordedAt = bound, occurredAt = bound } = events[index] ?? {}
    if (recordedAt > bound || occurredAt > bound) isRight = false
    bound = Math.min(bound, recordedAt)
    instants[index] = bound
  }
  return isRight ? events : events.map((event, index) => by(event, instants[index] ?? now))
}
