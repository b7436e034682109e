import { html, raw } from 'hono/html'
import { HOSTS } from './settings.ts'

type Html = ReturnType<typeof html>

const THEMES = ['auto', 'light', 'dark', 'dsfr']
const LOCALES: { readonly [locale: string]: string } = {
  fr: 'Français',
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  it: 'Italiano',
  nl: 'Nederlands',
  pt: 'Português',
  ar: 'العربية',
}
/** The colours that can be given: what for, and what the picker starts from. */
const COLOURS: readonly (readonly [token: string, label: string, start: string])[] = [
  ['color', 'Text', '#161616'],
  ['background', 'Background', '#ffffff'],
  ['accent', 'Accent', '#1d4a94'],
  ['border', 'Border', '#8a8a8f'],
  ['focus', 'Focus ring', '#1d4a94'],
  ['error', 'Error', '#b1200b'],
]
const FONTS: { readonly [label: string]: string } = {
  'Sans serif (as it comes)': '',
  Serif: 'Georgia, serif',
  Rounded: 'ui-rounded, "Arial Rounded MT Bold", sans-serif',
  Monospace: 'ui-monospace, monospace',
}

const option = (value: string, label: string): Html => html`<option value="${value}">${label}</option>`

const choice = (id: string, label: string, options: readonly Html[]): Html =>
  html`<p>
    <label for="${id}">${label}</label
    ><select id="${id}">
      ${options}
    </select>
  </p>`

const colour = ([token, label, start]: (typeof COLOURS)[number]): Html =>
  html`<p>
    <label for="token-${token}">${label}</label
    ><input type="color" id="token-${token}" data-token="--constat-${token}" value="${start}" />
  </p>`

const range = (token: string, label: string, max: number, value: number): Html =>
  html`<p>
    <label for="token-${token}">${label}</label
    ><input
      type="range"
      id="token-${token}"
      data-token="--constat-${token}"
      data-unit="px"
      min="${token === 'space' ? 4 : 0}"
      max="${max}"
      value="${value}"
    />
  </p>`

const controls = html`<form id="controls" aria-label="Settings">
  <fieldset>
    <legend>What is asked</legend>
    ${choice('notice', 'Notice', [
      option('newsletter', 'newsletter: yes or no'),
      option('devis', 'devis: four boxes (French)'),
    ])}
    ${choice(
      'locale',
      'Language of the page',
      Object.entries(LOCALES).map(([locale, label]) => option(locale, label)),
    )}
    <p><label for="required">An answer is required</label><input type="checkbox" id="required" /></p>
    ${choice('deliver', 'Sends', [option('submit', 'at submit'), option('manual', 'when record() is called')])}
  </fieldset>
  <fieldset>
    <legend>How it looks</legend>
    ${choice(
      'theme',
      'Theme',
      THEMES.map((theme) => option(theme, theme)),
    )}
    ${choice('scheme', 'The page around it', [option('light', 'light'), option('dark', 'dark')])}
    ${choice('width', 'Width', [option('100%', 'all there is'), option('480px', '480 px'), option('320px', '320 px')])}
  </fieldset>
  <fieldset>
    <legend>Tokens</legend>
    ${COLOURS.map(colour)} ${range('radius', 'Radius', 24, 6)} ${range('space', 'Space', 48, 16)}
    ${choice(
      'token-font-family',
      'Typeface',
      Object.entries(FONTS).map(([label, value]) => option(value, label)),
    )}
    <p><button type="button" id="reset">Reset the tokens</button></p>
  </fieldset>
</form>`

const hosts = Object.entries(HOSTS).map(
  ([host, label], index) =>
    html`<label
      ><input type="radio" name="host" value="${host}" ${index === 0 ? raw('checked') : ''} />${label}</label
    >`,
)

/** The page; `data` is what its script has to know, `scripts` the element's file and those of its further languages. */
export const playgroundPage = (data: string, scripts: readonly string[]): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Playground – Constat</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/playground/style.css" />
        <script type="application/json" id="data">
          ${raw(data)}
        </script>
        ${scripts.map((path) => html`<script type="module" src="${path}"></script>`)}
        <script type="module" src="/playground/main.js"></script>
      </head>
      <body>
        <header>
          <h1>Playground</h1>
          <p>Real notices, published on this server. Nothing is ticked for anyone.</p>
          <a href="/">Back to the demo</a>
        </header>
        <main>
          ${controls}
          <section id="stage-frame" aria-label="Preview">
            <div id="stage"></div>
          </section>
          <section id="output" aria-label="Result">
            <h2>To copy</h2>
            <fieldset id="hosts" class="segments">
              <legend>For</legend>
              ${hosts}
            </fieldset>
            <div class="copy">
              <button type="button" id="copy">Copy</button> <span id="copied" role="status"></span>
            </div>
            <pre tabindex="0" aria-label="Snippet"><code id="snippet"></code></pre>
            <h2>What your back end receives</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="Form data">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Name</th>
                    <th scope="col">Value</th>
                  </tr>
                </thead>
                <tbody id="entries"></tbody>
              </table>
            </div>
            <h2>Events</h2>
            <ol id="events"></ol>
          </section>
        </main>
      </body>
    </html>`
