import type { WidgetBuild } from '@constat/widget/build'
import { keptLocale, keptWidget, LOCALES } from '@constat/widget/kept-build'

/** A file of the element as the demo serves it. */
export type Script = { readonly path: string; readonly code: string; readonly integrity: string }

/** The element's file, and one for each language that it does not bring along. */
export type Scripts = {
  readonly widget: Script & Pick<WidgetBuild, 'version' | 'sha256'>
  readonly locales: ReadonlyMap<string, Script>
}

/** Builds them from the sources. */
export const buildScripts = async (): Promise<Scripts> => {
  const [widget, ...locales] = await Promise.all([keptWidget(), ...LOCALES.map(keptLocale)])
  return {
    widget: { path: '/demo/constat.js', ...widget },
    locales: new Map(
      LOCALES.flatMap((language, index) => {
        const built = locales[index]
        return built ? [[language, { path: `/demo/constat.${language}.js`, ...built }] as const] : []
      }),
    ),
  }
}
