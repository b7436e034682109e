import { en, type Texts } from './en.ts'
import { fr } from './fr.ts'

export type { Texts } from './en.ts'

const TEXTS = new Map<string, Texts>(Object.entries({ en, fr }))

/** What draws texts now, to be drawn again when a language comes. */
export const drawings = new Set<() => void>()

/** The language of a locale. */
export const languageOf = (locale: string): string => locale.split('-')[0] ?? ''

/** The elements' words in a language, so that a person reads the one of the notice; English where there is no translation. */
export const textsFor = (locale: string): Texts => TEXTS.get(languageOf(locale)) ?? en

/** The language in which the elements speak to a page of this locale: its own, else that of their English words. */
export const spokenFor = (locale: string): string => (TEXTS.has(languageOf(locale)) ? locale : 'en')

/** Adds a language; the words of one that is there stay, since a page could else call its yes a no. */
export const addTexts = (language: string, texts: Texts): void => {
  if (TEXTS.has(language)) return
  TEXTS.set(language, Object.freeze({ ...texts }))
  for (const draw of drawings) draw()
}

/** The direction in which a language is written. */
export const directionOf = (locale: string): 'rtl' | 'ltr' =>
  /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)$/.test(languageOf(locale)) ? 'rtl' : 'ltr'
