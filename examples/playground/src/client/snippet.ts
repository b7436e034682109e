import type { HostName, Script, Settings } from '../settings.ts'

const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

const attributesOf = ({ server, siteKey, notice, theme, required, deliver }: Settings): readonly string[] => [
  `server="${escaped(server)}"`,
  `site-key="${escaped(siteKey)}"`,
  `notice="${escaped(notice)}"`,
  ...(theme === 'auto' ? [] : [`theme="${escaped(theme)}"`]),
  ...(deliver === 'submit' ? [] : [`deliver="${escaped(deliver)}"`]),
  ...(required ? ['required'] : []),
]

const tagOf = (settings: Settings, inside: string, indent = ''): string => {
  const lines = attributesOf(settings).map((attribute) => `${indent}  ${attribute}`)
  return `${indent}<constat-choices\n${lines.join('\n')}\n${indent}>${inside}</constat-choices>`
}

const scriptTag = ({ url, integrity }: Script, more = ''): string =>
  `<script type="module" src="${escaped(url)}"\n  integrity="${integrity}" crossorigin="anonymous"${more}></script>`

const scriptTags = ({ script, localeScript }: Settings, more = ''): string =>
  [script, ...(localeScript ? [localeScript] : [])].map((each) => scriptTag(each, more)).join('\n')

const rulesOf = ({ tokens }: Settings): string =>
  Object.entries(tokens)
    .map(([property, value]) => `  ${property}: ${value};`)
    .join('\n')

const cssOf = (settings: Settings): string => {
  const rules = rulesOf(settings)
  return rules ? `constat-choices {\n${rules}\n}` : ''
}

const styleTag = (settings: Settings): string => {
  const css = cssOf(settings)
  return css ? `<style>\n${css}\n</style>\n` : ''
}

const styleNote = (settings: Settings): string => {
  const css = cssOf(settings)
  return css ? `\n\n/* In your style sheet: */\n${css}` : ''
}

const imports = ({ localeScript, locale }: Settings, indent = ''): string =>
  [
    `${indent}import '@constat/widget/define'`,
    ...(localeScript ? [`${indent}import '@constat/widget/locales/${locale}'`] : []),
  ].join('\n')

const FALLBACK = '\n  <!-- what renderFallback() prints, for browsers without script -->\n'

/** Hosts that rewrite and delay scripts leave alone one that says so. */
const LEAVE_ALONE = ' data-no-optimize="1" data-no-defer="1" data-cfasync="false" nowprocket'

const WRITERS: { readonly [host in HostName]: (settings: Settings) => string } = {
  html: (settings) =>
    `${styleTag(settings)}<form method="post" action="/subscribe">
  <label>E-mail <input type="email" name="email" autocomplete="email"></label>
${tagOf(settings, FALLBACK.replaceAll('\n  ', '\n    ').replace(/\n$/, '\n  '), '  ')}
  <button>Send</button>
</form>
${scriptTags(settings)}`,
  react: (settings) =>
    `${imports(settings)}
import '@constat/widget/react'

export const Choices = () => (
${tagOf(settings, '', '  ').replace('></constat-choices>', '/>')}
)${styleNote(settings)}`,
  vue: (settings) =>
    `<script setup lang="ts">
${imports(settings)}
import '@constat/widget/vue'
</script>

<template>
${tagOf(settings, '', '  ').replace('></constat-choices>', '/>')}
</template>${cssOf(settings) ? `\n\n<style>\n${cssOf(settings)}\n</style>` : ''}`,
  angular: (settings) =>
    `import { Component, CUSTOM_ELEMENTS_SCHEMA } from '@angular/core'
${imports(settings)}

@Component({
  selector: 'app-choices',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: \`
${tagOf(settings, '', '    ')}
  \`,
})
export class ChoicesComponent {}${styleNote(settings)}`,
  wordpress: (settings) =>
    `<!-- A block "Custom HTML", or the form's template in Contact Form 7 -->
${styleTag(settings)}${tagOf(settings, FALLBACK)}
${scriptTags(settings, `\n  ${LEAVE_ALONE.trim()}`)}`,
}

/** What to copy into a page of this kind to get these settings. */
export const snippetFor = (host: HostName, settings: Settings): string => WRITERS[host](settings)
