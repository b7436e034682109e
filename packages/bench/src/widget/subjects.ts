import { readFile } from 'node:fs/promises'
import { buildWidget } from '@constat/widget/build'
import { build } from 'esbuild'
import { PEERS } from '../peers.ts'

/** One user interface to be measured, as a page loads it. */
export type Subject = {
  readonly name: string
  readonly script: string
  /** How the script tag says it is to be loaded. */
  readonly as: 'type="module"' | 'defer'
  readonly style: string
  /** Inside the form of the page. */
  readonly markup: string
  /** A JavaScript expression: what the visitor sees of it first, or null. */
  readonly seen: string
}

/** Packages of the peers that a page can show. */
export const PEERS_SHOWN = ['@c15t/react', 'klaro', 'orejime', 'react', 'react-dom', 'vanilla-cookieconsent']

const peer = (path: string): Promise<string> => readFile(`${PEERS}/node_modules/${path}`, 'utf8')

const bundle = async (
  contents: string,
  loader: 'jsx' | 'css' = 'jsx',
  external: readonly string[] = [],
): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: PEERS, loader },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    jsx: 'automatic',
    external: [...external],
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return outputFiles[0]?.text ?? ''
}

/** What each peer is asked to ask: four purposes, in English where it has to be told. */
const PURPOSES = ['calls', 'messages', 'letters', 'partners']
const PARTNER_TEXT = 'We would like to contact you. Choose what for.'

const VANILLA = `import { run } from 'vanilla-cookieconsent'
run({ hideFromBots: false, categories: ${JSON.stringify(Object.fromEntries(PURPOSES.map((key) => [key, {}])))},
  language: { default: 'en', translations: { en: {
    consentModal: { title: 'Your choices', description: '${PARTNER_TEXT}', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Refuse all', showPreferencesBtn: 'Choose' },
    preferencesModal: { title: 'Your choices', acceptAllBtn: 'Accept all', acceptNecessaryBtn: 'Refuse all', savePreferencesBtn: 'Save', closeIconLabel: 'Close',
      sections: ${JSON.stringify(PURPOSES.map((key) => ({ title: key, description: PARTNER_TEXT, linkedCategory: key })))} } } } } })`

const OREJIME = `window.orejimeConfig = { privacyPolicyUrl: '/privacy', purposes: ${JSON.stringify(
  PURPOSES.map((id) => ({ id, title: id, description: PARTNER_TEXT, cookies: [] })),
)} };`

const KLARO = `window.klaroConfig = { version: 1, lang: 'en', acceptAll: true, privacyPolicy: '/privacy',
  translations: { zz: { privacyPolicyUrl: '/privacy' } },
  services: ${JSON.stringify(PURPOSES.map((name) => ({ name, title: name, purposes: ['marketing'], description: PARTNER_TEXT })))} };`

const C15T = `import { ConsentBanner, ConsentDialog, ConsentManagerProvider } from '@c15t/react'
import { createRoot } from 'react-dom/client'
const App = () => <ConsentManagerProvider options={{ mode: 'offline', consentCategories: ['necessary', 'marketing', 'measurement', 'functionality', 'experience'] }}>
  <ConsentBanner /><ConsentDialog /></ConsentManagerProvider>
const at = document.body.appendChild(document.createElement('div'))
createRoot(at).render(<App />)`

/** Whether and how much of c15t's script is React itself, which a page may have anyway. */
export const c15tWithoutReact = (): Promise<string> =>
  bundle(C15T, 'jsx', ['react', 'react-dom', 'react/jsx-runtime', 'react-dom/client'])

const SEEN = `document.querySelector('constat-choices')?.shadowRoot?.querySelector('input')`

const tagWith = (inside: string): string =>
  `<constat-choices server="/graphql" site-key="constat_site_bench" notice="devis">${inside}</constat-choices>`

/**
 * The widget and its peers, each with what its documentation asks a page to load.
 *
 * @param fallback what the page holds for browsers without script
 * @param notice the version as the server's `notice` answers it, as JSON
 */
export const subjects = async (fallback: string, notice: string): Promise<readonly Subject[]> => [
  {
    name: 'constat-choices',
    script: (await buildWidget()).code,
    as: 'type="module"',
    style: '',
    markup: tagWith(fallback),
    seen: SEEN,
  },
  {
    name: 'constat-choices, notice in the page',
    script: (await buildWidget()).code,
    as: 'type="module"',
    style: '',
    markup: tagWith(
      `${fallback}<script type="application/json">${notice.replaceAll('<', '\\u003c')}</script>`,
    ),
    seen: SEEN,
  },
  {
    name: 'vanilla-cookieconsent',
    script: await bundle(VANILLA),
    as: 'type="module"',
    style: await peer('vanilla-cookieconsent/dist/cookieconsent.css'),
    markup: '',
    seen: `document.querySelector('#cc-main .cm')`,
  },
  {
    name: 'orejime',
    script: OREJIME + (await peer('orejime/dist/orejime-standard-en.js')),
    as: 'defer',
    style: await peer('orejime/dist/orejime-standard.css'),
    markup: '',
    seen: `document.querySelector('[class*=orejime-Banner]')`,
  },
  {
    name: 'klaro',
    script: KLARO + (await peer('klaro/dist/klaro-no-css.js')),
    as: 'defer',
    style: await peer('klaro/dist/klaro.min.css'),
    markup: '',
    seen: `document.querySelector('.klaro .cookie-notice, .klaro .cookie-modal')`,
  },
  {
    name: '@c15t/react',
    script: await bundle(C15T),
    as: 'type="module"',
    style: await bundle(`@import '@c15t/react/styles.css'`, 'css'),
    markup: '',
    seen: `document.querySelector('[data-testid*="consent-banner"], [data-testid*="cookie-banner"]')`,
  },
]
