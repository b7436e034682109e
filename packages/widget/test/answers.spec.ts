import type { Page } from '@playwright/test'
import { expect, RECEIPT, test, type RecordInput, type Site } from './site.ts'

const APPEL = /accepte que Cuisines/
const OBJECTION = /oppose/
const SHA256 = /^[0-9a-f]{64}$/

const open = async (page: Page, site: Site, parts?: Parameters<Site['serve']>[0]) => {
  await page.goto(site.serve(parts))
  await expect(page.getByRole('group', { name: 'Vos choix' })).toBeVisible()
}

const entries = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...new FormData(document.forms[0])].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : value.name,
      ]),
    ),
  )

const recordOf = (site: Site): RecordInput => site.sent('RecordConsent')[0]!.variables.input!

test('a form carries an answer per question, the receipt token, the version and the observation', async ({
  page,
  site,
}) => {
  await open(page, site)
  expect(await entries(page)).toMatchObject({
    'choices[appel]': 'unanswered',
    'choices[partenaires]': 'unanswered',
    'choices[courriel]': 'unanswered',
  })
  expect((await entries(page))['choices-notice']).toMatch(SHA256)
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('checkbox', { name: OBJECTION }).check()
  await expect
    .poll(async () => (await entries(page))['choices-receipt'])
    .toMatch(/^challenge-1\.[0-9a-f-]{36}$/)
  const carried = await entries(page)
  expect(carried).toMatchObject({
    'choices[appel]': 'granted',
    'choices[partenaires]': 'refused',
    'choices[courriel]': 'refused',
  })
  expect(JSON.parse(carried['choices-observation']!)).toMatchObject({ v: 1 })
  await page.getByRole('checkbox', { name: APPEL }).uncheck()
  await page.getByRole('checkbox', { name: OBJECTION }).uncheck()
  await page.getByRole('radio', { name: 'Oui' }).check()
  expect(await entries(page)).toMatchObject({
    'choices[appel]': 'unanswered',
    'choices[partenaires]': 'granted',
    'choices[courriel]': 'unanswered',
  })
})

test('the form is posted natively without waiting, and the browser sends the same record', async ({
  page,
  site,
}) => {
  site.answers.recordGate = new Promise((resolve) => setTimeout(resolve, 4_000))
  await open(page, site)
  await page.getByLabel('Téléphone').fill(' 06 39 98 12 34')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('jeanne@example.org')
  await page.getByRole('checkbox', { name: APPEL }).click()
  await expect.poll(() => site.sent('StartCapture').length).toBe(1)
  await expect.poll(async () => (await entries(page))['choices-receipt']).toContain('challenge-1.')
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible({ timeout: 3_000 })
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)

  const [post] = site.posts
  const record = recordOf(site)
  expect(record.choices).toEqual([
    { question: 'appel', answer: 'GRANTED' },
    { question: 'partenaires', answer: 'UNANSWERED' },
    { question: 'courriel', answer: 'UNANSWERED' },
  ])
  expect(record.contact).toEqual({ phone: '06 39 98 12 34', email: 'jeanne@example.org' })
  expect(post!.get('choices-receipt')).toBe(`${record.challenge}.${record.idempotencyKey}`)
  expect(post!.get('choices-notice')).toBe(record.notice)
  expect(JSON.parse(post!.get('choices-observation')!)).toEqual(record.observation)
  expect(record.observation.widget.sha256).toMatch(SHA256)
  const acts = record.observation.trail.filter(([, step]) => step !== 'shown')
  expect(acts.map(([, step, question, trusted, via]) => [step, question, trusted, via])).toEqual([
    ['grant', 'appel', 1, 'mouse'],
    ['submit', null, 1, ''],
  ])
})

test('nothing about the person leaves before she submits, and no cookie ever', async ({ page, site }) => {
  await page.context().addCookies([{ name: 'session', value: 'secret', url: site.url }])
  await open(page, site)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('jeanne@example.org')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await expect.poll(() => site.requests.map(({ operation }) => operation)).toEqual(['Notice', 'StartCapture'])
  expect(JSON.stringify(site.requests)).not.toContain('jeanne')
  expect(site.requests.every(({ cookie }) => cookie === undefined)).toBe(true)
  expect(site.requests.every(({ authorization }) => authorization === 'Bearer constat_site_test')).toBe(true)
})

test('refusing everything is recorded too', async ({ page, site }) => {
  await open(page, site)
  await page.getByRole('radio', { name: 'Non' }).check()
  await expect.poll(async () => (await entries(page))['choices-receipt']).toContain('challenge')
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  expect(recordOf(site).choices.map(({ answer }) => answer)).toEqual(['UNANSWERED', 'REFUSED', 'UNANSWERED'])
})

const SPA = `
  document.addEventListener('submit', (event) => event.preventDefault())
  for (const type of ['click', 'input', 'change', 'constat-ready', 'constat-recorded', 'constat-error'])
    document.addEventListener(type, (event) => {
      if (!event.target.matches('constat-choices')) return
      fetch('/report', { method: 'POST', body: JSON.stringify({ type, receipt: event.receipt, cause: event.cause, answers: event.target.answers }) })
    })`

test('in a page that stays, the element tells when the record is stored and shows where to withdraw', async ({
  page,
  site,
}) => {
  await open(page, site, { script: SPA })
  await page.getByLabel('Téléphone').fill('0639981234')
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('status')).toContainText('Votre réponse est enregistrée')
  await expect(page.getByRole('link', { name: /retirer/ })).toHaveAttribute('href', RECEIPT.manageUrl)
  await expect
    .poll(() => site.reports.map((each) => each.type))
    .toEqual(['constat-ready', 'click', 'input', 'change', 'constat-recorded'])
  expect(site.reports.at(-1)).toMatchObject({ receipt: RECEIPT })
  expect(site.reports[2]).toMatchObject({ answers: { appel: 'GRANTED' } })

  // The same again is the same submission; another answer is another.
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await page.getByRole('checkbox', { name: APPEL }).uncheck()
  await expect(page.getByRole('status')).toHaveText('')
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.sent('RecordConsent').length).toBe(2)
  const [first, second] = site.sent('RecordConsent').map(({ variables }) => variables.input!)
  expect(first!.idempotencyKey).not.toBe(second!.idempotencyKey)
  expect(first!.challenge).not.toBe(second!.challenge)
})

test('a submit that outruns the challenge is recorded when the challenge comes', async ({ page, site }) => {
  const gate = Promise.withResolvers<void>()
  site.answers.captureGate = gate.promise
  await open(page, site, { script: SPA })
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  expect((await entries(page))['choices-receipt']).toMatch(/^\.[0-9a-f-]{36}$/)
  gate.resolve()
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  expect(recordOf(site).challenge).toBe('challenge-1')
})

test('a record that the server refuses shows nothing false', async ({ page, site }) => {
  site.answers.record = {
    kind: 'InvalidInput',
    issues: [{ path: ['choices', '0'], rule: 'contact-missing' }],
  }
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  await open(page, site, { script: SPA })
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => messages.join()).toContain('contact-missing at choices.0')
  expect(messages.join()).toContain('phone-field')
  await expect(page.getByRole('status')).toContainText('n’est pas enregistrée')
  await expect
    .poll(() => site.reports.at(-1))
    .toMatchObject({ type: 'constat-error', cause: 'CONTACT_REFUSED' })
})

test('contact fields named by the site win over guesses', async ({ page, site }) => {
  await open(page, site, {
    script: SPA,
    form: `<input name="tel_bureau" type="tel" value="0199001122"><input name="direct" value="0639980000">${site.element.replace('notice=', 'phone-field="direct" notice=')}`,
  })
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.sent('RecordConsent').length).toBe(1)
  expect(recordOf(site).contact).toEqual({ phone: '0639980000' })
})

test('a required yes/no holds the form until it is answered, whatever the answer; a required box cannot', async ({
  page,
  site,
}) => {
  const notice = site.answers.notice!
  site.answers.notice = {
    ...notice,
    questions: notice.questions.map((question) => ({ ...question, required: true })),
  }
  await open(page, site)
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByText('Choisissez oui ou non.')).toBeVisible()
  expect(site.posts).toHaveLength(0)
  expect(site.sent('RecordConsent')).toHaveLength(0)
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
})
