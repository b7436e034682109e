/** The languages that commands speak. */
export const LOCALES = ['fr', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** One sentence in each language. */
export type Said = { readonly [locale in Locale]: string }

/** The language that the environment asks for as POSIX has it: LC_ALL, else LC_MESSAGES, else LANG; English unless French. */
export const localeOf = (env: { readonly [name: string]: string | undefined }): Locale =>
  /^fr([_.@-]|$)/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '') ? 'fr' : 'en'
