import { readdirSync } from 'node:fs'

/** The languages beside English and French, which the elements bring along; each is a file of its own. */
export const LOCALES: readonly string[] = readdirSync(new URL('./locales', import.meta.url))
  .flatMap((file) => /^([a-z]{2})\.[jt]s$/.exec(file)?.[1] ?? [])
  .toSorted()
