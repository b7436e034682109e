/** Where an element stands; in `loading` and `error` the fallback is shown, in `error` it answers. Each is a state for CSS. */
export type Phase = 'loading' | 'ready' | 'queued' | 'recorded' | 'error'
