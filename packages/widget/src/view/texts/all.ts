import { ar } from './ar.ts'
import { de } from './de.ts'
import { en, type Texts } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'
import { pt } from './pt.ts'

/** Every language there is, for servers, which need not save bytes. */
export const ALL_TEXTS: { readonly [language: string]: Texts } = { ar, de, en, es, fr, it, nl, pt }
