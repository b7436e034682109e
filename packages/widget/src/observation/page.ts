import type { Observation } from '@constat/core/consent'
import { languageTag } from '../language-tag.ts'

/** Where the notice stood: never the query or fragment, which may name the person. */
export const pageFacts = (): Observation['page'] => ({
  origin: location.origin.slice(0, 300),
  path: location.pathname.slice(0, 500),
  // A record must not fail on what its page calls a language.
  lang: languageTag(document.documentElement.lang).slice(0, 35),
  viewport: [Math.round(innerWidth), Math.round(innerHeight)],
  dpr: Math.round(devicePixelRatio * 100),
})
