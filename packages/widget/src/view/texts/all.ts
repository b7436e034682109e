import { ar } from './ar.ts'
import { de } from './de.ts'
import { es } from './es.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import { pt } from './pt.ts'
import { textsFor, type Texts } from './index.ts'

const FURTHER = new Map<string, Texts>(Object.entries({ ar, de, es, it, nl, pt }))

/** The words in a language, all of them at hand: for servers, where no locale's file is loaded. */
export const allTexts = (locale: string): Texts => FURTHER.get(locale.split('-')[0] ?? '') ?? textsFor(locale)
