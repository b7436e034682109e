import { expect, FIELDS, RECEIPT, test, type Site } from './site.ts'
import { APPEL, TELLS, answer, comesBack, submit } from './waiting.ts'

const THANKS = '<h1>Merci</h1><constat-receipt><p>Merci de votre demande.</p></constat-receipt>'

/** A page that never reloads: it takes the form away at the submit, and draws another on demand. */
const SPA = `
  const main = document.querySelector('main')
  const { innerHTML } = main
  globalThis.drawAnew = () => (main.innerHTML = innerHTML)
  document.addEventListener('submit', () => (main.innerHTML = ${JSON.stringify(THANKS)}))
  ${TELLS}`

const told = (site: Site) => site.reports.map(({ type }) => type)
const NUMBERED = (count: number) => ({
  kind: 'RecordConsentPayload',
  receipt: { id: `evt_${count}`, manageUrl: `https://preuves.example.org/m/${count}` },
})

test('the next person in a page that never reloads is not shown the receipt of the one before', async ({
  page,
  site,
}) => {
  site.answers.record = NUMBERED
  await page.goto(site.serve({ script: SPA }))
  await answer(page, site)
  await submit(page)
  await expect(page.locator('constat-receipt')).toContainText('evt_1')
  await page.evaluate('drawAnew()')
  await page.getByLabel('Téléphone').fill('06 39 98 77 77')
  // As long as it takes anyone.
  await page.waitForTimeout(1000)
  await page.getByRole('checkbox', { name: APPEL }).check()
  await submit(page)
  await expect(page.locator('constat-receipt')).toContainText('evt_2')
  await expect(page.locator('constat-receipt')).not.toContainText('evt_1')
})

test('each element of a form that is taken away at the submit has its receipt', async ({ page, site }) => {
  site.answers.record = NUMBERED
  // The contact is read after the listeners of the page.
  const element = site.element.replace('notice=', 'phone-field="numero" notice=')
  const form = FIELDS + element + element.replace('notice=', 'name="other" notice=')
  await page.goto(site.serve({ script: SPA, form }))
  await page.getByRole('checkbox', { name: APPEL }).first().check()
  await page.getByLabel('Téléphone').fill('06 39 98 12 34')
  await submit(page)
  await expect(page.locator('constat-receipt')).toContainText('evt_1')
  await expect(page.locator('constat-receipt')).toContainText('evt_2')
})

for (const [change, act] of [
  ['the form is taken away', ''],
  ['the language changes', `document.querySelector('constat-choices').lang = 'en'`],
  ['another notice is shown', `document.querySelector('constat-choices').notice = 'rappel'`],
] as const)
  test(`what became of a record is told to the page though ${change} meanwhile`, async ({ page, site }) => {
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.goto(site.serve({ script: act ? TELLS : SPA }))
    await answer(page, site)
    const gate = Promise.withResolvers<void>()
    site.answers.recordGate = gate.promise
    site.answers.lost = 1
    await submit(page)
    await page.evaluate(act)
    gate.resolve()
    await expect.poll(() => told(site)).toEqual(['constat-queued'])
    await comesBack(page)
    await expect.poll(() => told(site)).toEqual(['constat-queued', 'constat-recorded'])
    expect(site.reports.at(-1)).toMatchObject({ receipt: RECEIPT })
    expect(said.join()).not.toContain('Lost a record')
  })

test('that a record is lost is told to the page, and to the developer, though the form is taken away', async ({
  page,
  site,
}) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  await page.goto(site.serve({ script: SPA }))
  await answer(page, site)
  site.answers.record = { kind: 'NotFound', message: 'gone', issues: [] }
  await submit(page)
  await expect.poll(() => site.reports).toEqual([{ type: 'constat-error', cause: 'RECORD_REFUSED' }])
  expect(said.join()).toContain('Lost a record')
})
