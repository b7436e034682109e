/** The language tag (BCP 47) that a page's `lang` is meant to be, as "fr_FR" is; empty where it is none, as "français". */
export const languageTag = (lang: string): string => {
  try {
    return new Intl.Locale(lang.replace('_', '-')).baseName
  } catch {
    return ''
  }
}
