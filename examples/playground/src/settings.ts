/** Everything that can be tried, and so everything that a snippet says. */
export type Settings = {
  readonly server: string
  readonly siteKey: string
  readonly notice: string
  readonly locale: string
  readonly theme: string
  readonly required: boolean
  readonly deliver: string
  /** Custom property to value; only those that were changed. */
  readonly tokens: { readonly [property: string]: string }
  readonly script: Script
  /** The file of a language that the elements do not bring along. */
  readonly localeScript: Script | null
}

/** A file of the element as it is served. */
export type Script = { readonly url: string; readonly integrity: string }

/** The hosts for which a snippet is written. */
export const HOSTS = {
  html: 'HTML',
  react: 'React',
  vue: 'Vue',
  angular: 'Angular',
  wordpress: 'WordPress',
} as const
export type HostName = keyof typeof HOSTS
