import { en } from './en.ts'
import { fr } from './fr.ts'

/** The element's own words in one language. */
export type Texts = Record<keyof typeof en, string>

const TEXTS: { readonly [language: string]: Texts } = { en, fr }

/** The element's words in the language of the notice, so that a person reads one language; English where there is no translation. */
export const textsFor = (locale: string): Texts => TEXTS[locale.split('-')[0] ?? ''] ?? en
