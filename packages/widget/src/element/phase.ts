/** Where an element stands; in `loading` and `error` the fallback is shown, and answers. Each is a state for CSS. */
export type Phase = 'loading' | 'ready' | 'queued' | 'recorded' | 'error'
