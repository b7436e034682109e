import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { build } from 'esbuild'
import { expect, FIELDS, test, type PageParts, type Site } from './site.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules as a page's own check would bundle them. */
const rules = build({
  entryPoints: [fileURLToPath(new URL('../src/axe-rules.ts', import.meta.url))],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'hostRules',
  conditions: ['@constat/source'],
}).then(({ outputFiles }) => outputFiles[0]?.text ?? '')

type Found = { readonly [rule: string]: string }

const judge = async (page: Page): Promise<{ readonly violations: Found; readonly incomplete: Found }> => {
  await page.evaluate(axe)
  await page.evaluate(`${await rules}; axe.configure(hostRules.constatRules)`)
  const results = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ['constat'] })`)
  const messages = (of: AxeResults['violations']): Found =>
    Object.fromEntries(of.map(({ id, nodes }) => [id, nodes[0]?.all[0]?.message ?? '']))
  return { violations: messages(results.violations), incomplete: messages(results.incomplete) }
}

const FALLBACK = `<input type="hidden" name="choices-notice" value="${'ab'.repeat(32)}">
  <label><input type="checkbox" name="choices[appel]" value="granted"> Appelez-moi</label>`

const tag = (attributes = '', inside = FALLBACK): string =>
  `<constat-choices server="/graphql" site-key="constat_site_test" notice="devis" ${attributes}>${inside}</constat-choices>`

const open = async (page: Page, site: Site, parts: PageParts): Promise<void> => {
  await page.goto(site.serve(parts))
  await page.waitForFunction(
    `!['loading', undefined].includes(document.querySelector('constat-choices').phase)`,
  )
}

test('a page that does well passes every rule', async ({ page, site }) => {
  await open(page, site, { form: FIELDS + tag() })
  expect(await judge(page)).toEqual({ violations: {}, incomplete: {} })
})

test('effects that hide nothing pass', async ({ page, site }) => {
  const style = 'opacity:.99;filter:blur(0px);clip-path:inset(0 round 12px);rotate:.3deg'
  await open(page, site, { form: `${FIELDS}<div style="${style}">${tag()}</div>` })
  expect(await judge(page)).toEqual({ violations: {}, incomplete: {} })
})

test('a form that puts its answers into the address is told of', async ({ page, site }) => {
  await open(page, site, {
    form: '',
    body: `<form action="/send">${FIELDS}${tag()}<button>Envoyer</button></form>`,
  })
  expect((await judge(page)).violations['constat-form']).toContain('method="post"')
})

test('an element that another form names belongs to that form', async ({ page, site }) => {
  await open(page, site, { form: FIELDS, body: tag('form="f"') })
  expect(await judge(page)).toEqual({ violations: {}, incomplete: {} })
})

test('a field that is named may be hidden, or a custom element', async ({ page, site }) => {
  await open(page, site, {
    form: `<input type="hidden" name="whole"><ds-input name="adresse"></ds-input>${tag('phone-field="whole" email-field="adresse"')}`,
    script: `customElements.define('ds-input', class extends HTMLElement { static formAssociated = true })`,
  })
  expect(await judge(page)).toEqual({ violations: {}, incomplete: {} })
})

const ELSEWHERE = 'http://127.0.0.2:9/constat.js'

const MISUSES: readonly {
  readonly name: string
  readonly parts: PageParts
  readonly rule: string
  readonly says: RegExp
}[] = [
  {
    name: 'outside any form',
    parts: { form: FIELDS, body: tag() },
    rule: 'constat-form',
    says: /belongs to no form/,
  },
  {
    name: 'phone-field names no field',
    parts: { form: FIELDS + tag('phone-field="mobile"') },
    rule: 'constat-contact-field',
    says: /phone-field names "mobile"/,
  },
  {
    name: 'no field for a contact',
    parts: { form: `<label>Nom <input name="nom"></label>${tag()}` },
    rule: 'constat-contact-field',
    says: /no field that can be told/,
  },
  {
    name: 'two elements of one name in a form',
    parts: { form: FIELDS + tag() + tag() },
    rule: 'constat-name-clash',
    says: /another <constat-choices>/,
  },
  {
    name: 'a field of the site under the element’s names',
    parts: { form: `${FIELDS}<input name="choices[sms]" aria-label="SMS">${tag()}` },
    rule: 'constat-name-clash',
    says: /another <input>/,
  },
  {
    name: 'a label around the element',
    parts: { form: `${FIELDS}<label>Vos choix ${tag()}</label>` },
    rule: 'constat-label',
    says: /inside a <label>/,
  },
  {
    name: 'a label for the element',
    parts: { form: `${FIELDS}<label for="c">Vos choix</label>${tag('id="c"')}` },
    rule: 'constat-label',
    says: /A <label> names it/,
  },
  {
    name: 'the old box of the site, asking the same',
    parts: {
      form: `${FIELDS}<label><input type="checkbox" name="pub"> Je m’oppose à recevoir par  e-mail les offres de Cuisines du Val.</label>${tag()}`,
    },
    rule: 'constat-label',
    says: /same question/,
  },
  {
    name: 'covered by an overlay',
    parts: {
      form: FIELDS + tag(),
      head: '<style>#over{position:fixed;inset:0;background:#fff8}</style>',
      body: '<div id="over">Merci de patienter</div>',
    },
    rule: 'constat-sight',
    says: /lies over/,
  },
  {
    name: 'covered by an overlay that takes no clicks',
    parts: {
      form: FIELDS + tag(),
      head: '<style>#over{position:fixed;inset:0;pointer-events:none}</style>',
      body: '<div id="over"></div>',
    },
    rule: 'constat-sight',
    says: /lies over/,
  },
  {
    name: 'faded by an ancestor',
    parts: { form: `${FIELDS}<div style="opacity:.3">${tag()}</div>` },
    rule: 'constat-sight',
    says: /30 % opacity/,
  },
  {
    name: 'blurred by an ancestor',
    parts: { form: `${FIELDS}<div style="filter:blur(9px)">${tag()}</div>` },
    rule: 'constat-sight',
    says: /"filter: blur\(9px\)", which may hide it/,
  },
  {
    name: 'scaled down by an ancestor',
    parts: { form: `${FIELDS}<div style="scale:.5">${tag()}</div>` },
    rule: 'constat-sight',
    says: /scales it down/,
  },
  {
    name: 'hidden by an ancestor',
    parts: { form: `${FIELDS}<div style="display:none">${tag()}</div>` },
    rule: 'constat-sight',
    says: /not drawn/,
  },
  {
    name: 'no server named',
    parts: { form: FIELDS + tag().replace('server="/graphql"', '') },
    rule: 'constat-server',
    says: /Without server/,
  },
  {
    name: 'a server without https',
    parts: { form: FIELDS + tag().replace('"/graphql"', '"http://proofs.example.org/graphql"') },
    rule: 'constat-server',
    says: /not reached over https/,
  },
  {
    name: 'a secret key in the page',
    parts: { form: FIELDS + tag().replace('constat_site_test', 'constat_secret_1_abc') },
    rule: 'constat-server',
    says: /not for pages/,
  },
  {
    name: 'no fallback inside',
    parts: { form: FIELDS + tag('', '') },
    rule: 'constat-fallback',
    says: /holds no fallback/,
  },
  {
    name: 'a fallback that is ticked beforehand',
    parts: { form: FIELDS + tag('', FALLBACK.replace('type="checkbox"', 'type="checkbox" checked')) },
    rule: 'constat-fallback',
    says: /ticked beforehand/,
  },
  {
    name: 'a fallback of no known version',
    parts: { form: FIELDS + tag('', FALLBACK.replace('choices-notice', 'version')) },
    rule: 'constat-fallback',
    says: /which version/,
  },
  {
    name: 'a script of another site that nothing checks',
    parts: { form: FIELDS + tag(), body: `<script type="module" src="${ELSEWHERE}"></script>` },
    rule: 'constat-script',
    says: /without integrity/,
  },
]

// One page for all: a page of its own for each would take twice as long.
test('every misuse is found, and nothing else in its page', async ({ page, site }) => {
  for (const { name, parts, rule, says } of MISUSES)
    await test.step(name, async () => {
      await open(page, site, parts)
      const { violations } = await judge(page)
      expect.soft(Object.keys(violations), name).toEqual([rule])
      expect.soft(violations[rule], name).toMatch(says)
    })
})

test('found: a server that knows no such notice', async ({ page, site }) => {
  site.answers.notice = null
  await open(page, site, { form: FIELDS + tag() })
  expect((await judge(page)).violations).toEqual({
    'constat-server': expect.stringMatching(/console says why/),
  })
})

test('found: no script at all; what cannot be told yet is left open', async ({ page, site }) => {
  await page.route('**/constat.js', (route) => route.abort())
  await page.goto(site.serve({ form: FIELDS + tag() }))
  expect(await judge(page)).toEqual({
    violations: { 'constat-script': expect.stringMatching(/No script has defined/) },
    incomplete: { 'constat-sight': expect.stringMatching(/not drawn yet/) },
  })
})

test('the lines of the README find as much', async ({ page, site }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const snippet = /## Check your page[\s\S]*?```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const { outputFiles } = await build({
    stdin: {
      contents: `${snippet}\nglobalThis.found = violations.map(({ id }) => id)`,
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    bundle: true,
    write: false,
    format: 'esm',
    conditions: ['@constat/source'],
  })
  await open(page, site, { form: FIELDS, body: tag() })
  await page.addScriptTag({ type: 'module', content: outputFiles[0]?.text ?? '' })
  await page.waitForFunction('globalThis.found')
  expect(await page.evaluate('found')).toEqual(['constat-form'])
})
