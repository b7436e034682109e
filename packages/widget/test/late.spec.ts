import { fileURLToPath } from 'node:url'
import { renderFallback } from '@constat/widget/fallback'
import { build } from 'esbuild'
import { expect, FIELDS, test } from './server/host.ts'
import { PUBLISHED } from './server/notices.ts'

const APPEL = /accepte que Cuisines/

test('a script that comes when the person is already typing takes over, and her fields stay', async ({
  page,
  host,
  proofs,
}) => {
  const before = (await proofs.events()).length
  await page.goto(host.serve({ isLate: true, form: FIELDS + host.element('', renderFallback(PUBLISHED)) }))
  await page.getByLabel('Téléphone').fill('0639981234')
  // A tick in the fallback is not an answer to what the element shows.
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.addScriptTag({ type: 'module', url: '/constat.js' })
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await expect(page.getByLabel('Téléphone')).toHaveValue('0639981234')
  const data = await page.evaluate(() => new FormData(document.forms[0]).getAll('choices[appel]'))
  expect(data).toEqual(['unanswered'])
  await page.locator('constat-choices input[id=appel-GRANTED]').check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(async () => (await proofs.events()).length).toBe(before + 1)
})

test('what she had ticked by then is not kept: she is told, in her language, and goes on at the same question', async ({
  page,
  host,
}) => {
  await page.goto(host.serve({ isLate: true, form: FIELDS + host.element('', renderFallback(PUBLISHED)) }))
  await page.getByRole('radio', { name: 'Oui' }).focus()
  await page.keyboard.press('Space')
  await page.addScriptTag({ type: 'module', url: '/constat.js' })
  await expect(page.getByRole('status')).toHaveText(/Refaites vos choix/)
  const focused = () =>
    page.evaluate(`document.querySelector('constat-choices').shadowRoot.activeElement?.id`)
  expect(await focused()).toBe('partenaires-GRANTED')
  await page.keyboard.press('Space')
  await expect(page.getByRole('radio', { name: 'Oui' })).toBeChecked()
  await expect(page.getByRole('status')).toHaveText('')
})

test('who has moved on to another field stays there', async ({ page, host }) => {
  await page.goto(host.serve({ isLate: true, form: FIELDS + host.element('', renderFallback(PUBLISHED)) }))
  await page.getByLabel('Nom').focus()
  await page.addScriptTag({ type: 'module', url: '/constat.js' })
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await expect(page.getByLabel('Nom')).toBeFocused()
  await expect(page.getByRole('status')).toHaveText('')
})

test('where Trusted Types allow other policies alone, the fallback stays and answers', async ({
  page,
  host,
}) => {
  await page.goto(
    host.serve({
      csp: "require-trusted-types-for 'script'; trusted-types other",
      form: FIELDS + host.element('', renderFallback(PUBLISHED)),
    }),
  )
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => host.posts[0]?.get('choices[appel]')).toBe('granted')
})

test('one-pixel type on the page leaves the notice its size', async ({ page, host }) => {
  await page.goto(
    host.serve({ head: '<style>:root, * { font-size: 1px !important; line-height: 0 !important }</style>' }),
  )
  await expect(page.getByText('J’accepte que')).toHaveCSS('font-size', '16px')
  await expect(page.getByText('J’accepte que')).toHaveCSS('line-height', '24px')
})

test('legal text is not for machines to translate: it stands in the language that it is published in', async ({
  page,
  host,
}) => {
  await page.goto(host.serve({ lang: 'en' }))
  const base = page.locator('constat-choices [part=base]')
  await expect(base).toHaveAttribute('translate', 'no')
  await expect(base).toHaveAttribute('lang', 'en')
  await expect(page.getByRole('checkbox', { name: 'I agree that Cuisines du Val' })).toBeVisible()
})

/** An application that draws a form with the tag, and binds both of its flags. */
const application = build({
  stdin: {
    contents: `import { createApp, h, reactive } from 'vue'
      const props = reactive({ server, 'site-key': key, notice: 'devis', required: false, disabled: false })
      createApp({ render: () => h('form', [h('constat-choices', props)]) }).mount('#app')
      globalThis.setDisabled = (disabled) => void (props.disabled = disabled)`,
    resolveDir: fileURLToPath(new URL('..', import.meta.url)),
  },
  bundle: true,
  write: false,
  format: 'iife',
  conditions: ['production'],
  define: {
    'process.env.NODE_ENV': '"production"',
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
}).then(({ outputFiles }) => outputFiles[0]?.text ?? '')

test('a script that comes after Vue finds what is bound to false false', async ({ page, host, proofs }) => {
  await page.goto(host.serve({ isLate: true, form: '', body: '<div id="app"></div>' }))
  await page.addScriptTag({
    content: `const server = "${proofs.graphql}", key = "${proofs.siteKey}"; ${await application}`,
  })
  const element = page.locator('constat-choices')
  await expect(element).toHaveAttribute('disabled', 'false')
  await page.addScriptTag({ type: 'module', url: '/constat.js' })
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  const box = page.getByRole('checkbox', { name: APPEL })
  await expect(box).toBeEnabled()
  const entries = () =>
    page.evaluate(() => [...new FormData(document.querySelector('#app form') as HTMLFormElement).keys()])
  expect(await entries()).toContain('choices[appel]')
  expect(await page.evaluate(`document.querySelector('constat-choices').required`)).toBe(false)
  await page.evaluate('setDisabled(true)')
  await expect(box).toBeDisabled()
  expect(await entries()).toEqual([])
  await page.evaluate('setDisabled(false)')
  await expect(box).toBeEnabled()
})
