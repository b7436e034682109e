import { expect, test } from './server/host.ts'
import { STAYS } from './site.ts'

for (const [lang, told, number] of [
  ['fr\u2011FR', '', 0],
  ['français', '', 1],
  ['fr_FR', 'fr-FR', 2],
] as const)
  test(`a page whose lang is "${lang}" is recorded as in "${told}"`, async ({ page, host, proofs }) => {
    await page.goto(host.serve({ lang, script: STAYS }))
    // Whatever the language of the notice.
    await page.locator('constat-choices input').first().check()
    await page.getByLabel('Téléphone').fill(`063998220${number}`)
    expect(
      await page.evaluate(`JSON.parse(new FormData(document.forms[0]).get('choices-observation')).page.lang`),
    ).toBe(told)
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await expect(page.locator('constat-choices:state(recorded)')).toHaveCount(1)
    expect((await proofs.events()).at(-1)).toMatchObject({
      kind: 'GIVEN',
      contactHint: `+33 6 •• •• •• 0${number}`,
    })
  })

for (const [lang, languages, notice, shown] of [
  ['', ['ja', 'es-MX', 'en'], 'devis', 'es'],
  ['sv', ['de-CH'], 'devis', 'de'],
  ['en', ['de-CH'], 'devis', 'en'],
  // Published in Arabic last.
  ['', ['ja'], 'rappel', 'fr'],
] as const)
  test(`a page in "${lang}" shows a browser in ${languages.join()} the notice "${notice}" in "${shown}"`, async ({
    page,
    host,
  }) => {
    await page.addInitScript((all) => {
      Object.defineProperties(Navigator.prototype, {
        languages: { get: () => all },
        language: { get: () => all[0] },
      })
    }, languages)
    await page.goto(host.serve({ lang, form: host.element(`notice="${notice}"`) }))
    await expect(page.locator('constat-choices [data-shown]').first()).toHaveAttribute('lang', shown)
  })

test('the language of a shadow host is that of what stands in its root', async ({ page, host }) => {
  await page.goto(
    host.serve({
      form: '',
      body: '<my-form lang="de"></my-form>',
      script: `customElements.define('my-form', class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML = \`<form>${host.element()}</form>\`
        }
      })`,
    }),
  )
  await expect(page.locator('constat-choices [data-shown]').first()).toHaveAttribute('lang', 'de')
})
