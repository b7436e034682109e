/** Where an element stands; in `loading` and `error` the fallback is shown, in `error` it answers. Each is a state for CSS. */
export type Phase = 'loading' | 'ready' | 'queued' | 'recorded' | 'error'

/** States beside the phase: an answer is missing; the browser brought the page back with its fields filled. */
export type Mark = 'invalid' | 'restored'

/** Sets or takes away a custom state (`:state(…)`). */
export const mark = ({ states }: ElementInternals, state: Phase | Mark, on: boolean): void => {
  if (on) states.add(state)
  else states.delete(state)
}
