import { expect, test } from './site.ts'

// Playwright turns this cache off; in Debian's Firefox it is on, and guards.spec.ts goes through it there.
test.use({
  launchOptions: ({ launchOptions }, use) =>
    use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
})

const APPEL = /accepte que Cuisines/

test('a page that the back/forward cache brings back asks anew, and records what is answered then', async ({
  page,
  site,
}) => {
  await page.goto(
    site.serve({
      // Where the form goes before its challenge comes, the record goes from there.
      thanks: '<constat-receipt></constat-receipt>',
      script: `addEventListener('pageshow', ({ persisted }) => { document.title = persisted ? 'back' : 'new' })`,
    }),
  )
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.getByLabel('Téléphone').fill('0639981234')
  await page.goto(`${site.url}/thanks`)
  await page.goBack({ waitUntil: 'commit' })
  await expect(page).toHaveTitle('back')
  await expect(page.getByRole('checkbox', { name: APPEL })).not.toBeChecked()
  await expect(page.getByLabel('Téléphone')).toHaveValue('0639981234')
  expect(await page.evaluate(`new FormData(document.forms[0]).get('choices[appel]')`)).toBe('unanswered')
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.sent('RecordConsent').length).toBeGreaterThan(0)
  expect(site.sent('RecordConsent')[0]?.variables.input?.choices).toEqual([
    { question: 'appel', answer: 'UNANSWERED' },
    { question: 'partenaires', answer: 'REFUSED' },
    { question: 'courriel', answer: 'UNANSWERED' },
  ])
})
