import { en, type Texts } from './en.ts'
import { fr } from './fr.ts'

export type { Texts } from './en.ts'

const TEXTS: { readonly [language: string]: Texts } = { en, fr }

/** The element's words in the language of the notice, so that a person reads one language; English where there is no translation. */
export const textsFor = (locale: string): Texts => TEXTS[locale.split('-')[0] ?? ''] ?? en
