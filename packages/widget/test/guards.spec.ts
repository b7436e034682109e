import type { Observation } from '@constat/core/consent'
import { expect, FIELDS, test, type Answers } from './site.ts'

const APPEL = /accepte que Cuisines/
const READY = `
  const element = document.querySelector('constat-choices')
  const inputs = () => [...element.shadowRoot.querySelectorAll('input')]
  const form = document.querySelector('form')
  const report = (extra) => fetch('/report', { method: 'POST', body: JSON.stringify({
    entries: Object.fromEntries(new FormData(form)), answers: element.answers,
    active: navigator.userActivation.isActive, ...extra }) })
  if (element.phase !== 'ready') await new Promise((resolve) => element.addEventListener('constat-ready', resolve))
  while (navigator.userActivation.isActive) await new Promise((resolve) => setTimeout(resolve, 50))
`

test('no attribute, property, child or script answers in the person’s place', async ({ page, site }) => {
  await page.goto(
    site.serve({
      form: `${FIELDS}<constat-choices server="/graphql" site-key="k" notice="devis" checked value="granted" answers="granted">
        <input type="checkbox" name="choices[appel]" value="granted" checked></constat-choices>`,
      script: `${READY}
        const threw = []
        for (const [name, value] of [['answers', { appel: 'GRANTED' }], ['phase', 'recorded'], ['form', null]])
          try { element[name] = value } catch { threw.push(name) }
        try { element.answers.appel = 'GRANTED' } catch { threw.push('answers.appel') }
        element.checked = true
        element.value = 'granted'
        for (const input of inputs()) { input.checked = true; input.dispatchEvent(new Event('input', { bubbles: true })); input.dispatchEvent(new Event('change', { bubbles: true })) }
        for (const input of inputs()) input.click()
        for (const label of element.shadowRoot.querySelectorAll('label')) { label.click(); label.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true })) }
        await element.updateComplete
        await report({ threw })`,
    }),
  )
  await expect
    .poll(() => site.reports)
    .toMatchObject([
      {
        threw: ['answers', 'phase', 'answers.appel'],
        active: false,
        answers: { appel: 'UNANSWERED', partenaires: 'UNANSWERED', courriel: 'UNANSWERED' },
        entries: {
          'choices[appel]': 'unanswered',
          'choices[partenaires]': 'unanswered',
          'choices[courriel]': 'unanswered',
        },
      },
    ])
  await expect(page.getByRole('checkbox', { name: APPEL })).not.toBeChecked()
})

test('a page that replaces what tells the path of an event answers nothing', async ({ page, site }) => {
  await page.goto(
    site.serve({
      script: `${READY}
        Event.prototype.composedPath = () => []
        for (const label of element.shadowRoot.querySelectorAll('label')) label.click()
        await report()`,
    }),
  )
  await expect
    .poll(() => site.reports)
    .toMatchObject([{ answers: { appel: 'UNANSWERED', partenaires: 'UNANSWERED', courriel: 'UNANSWERED' } }])
})

test('a script’s click while the person is acting counts, and is marked', async ({ page, site }) => {
  await page.goto(
    site.serve({
      script: `${READY}
    form.addEventListener('keydown', () => inputs()[0].click(), { once: true })
    form.addEventListener('keyup', () => report(), { once: true })`,
    }),
  )
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  await page.getByRole('textbox', { name: 'Nom' }).press('a')
  await expect.poll(() => site.reports.length).toBe(1)
  const { entries } = site.reports[0]!
  const { trail }: Observation = JSON.parse(entries!['choices-observation']!)
  // The first key reaches the page before activation in some engines: refused, or counted and marked; never trusted.
  expect(trail.filter(([, step]) => step !== 'shown').map(([, , , trusted]) => trusted)).toEqual([0])
})

test('a click that the page prevents and stops leaves a trace', async ({ page, site }) => {
  await page.goto(
    site.serve({
      script: `addEventListener('click', (event) => {
        if (event.composedPath()[0].value !== 'REFUSED') return
        event.stopPropagation()
        setTimeout(() => document.title = 'pressed')
        event.preventDefault()
      }, true)`,
    }),
  )
  await page.getByRole('radio', { name: 'Non' }).click()
  await expect(page).toHaveTitle('pressed')
  await page.getByRole('radio', { name: 'Oui' }).click()
  const { trail } = await page.evaluate<Observation>(
    `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
  )
  expect(trail.filter(([, step]) => step !== 'shown').map(([, step, , trusted]) => [step, trusted])).toEqual([
    ['click', 1],
    ['grant', 1],
  ])
})

test('going away and back leaves every question unanswered', async ({ page, site }) => {
  // The page tells by itself: after a return from the back/forward cache this driver no longer reaches it in Firefox.
  await page.goto(
    site.serve({
      script: `const element = document.querySelector('constat-choices')
        addEventListener('pageshow', async () => {
          while (element.phase !== 'ready') await new Promise((resolve) => setTimeout(resolve, 50))
          await new Promise((resolve) => setTimeout(resolve, 300))
          const drawn = [...element.shadowRoot.querySelectorAll('input')].filter((input) => input.checked).length
          const said = [...new FormData(document.forms[0]).values()]
          await fetch('/report', { method: 'POST', body: JSON.stringify({ drawn, granted: said.includes('granted'), answers: element.answers }) })
        })`,
    }),
  )
  const untouched = { drawn: 0, granted: false, answers: { appel: 'UNANSWERED', partenaires: 'UNANSWERED' } }
  await expect.poll(() => site.reports).toMatchObject([untouched])
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.getByRole('radio', { name: 'Oui' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  await page.evaluate(() => void setTimeout(() => history.back()))
  await expect.poll(() => site.reports).toMatchObject([untouched, untouched])
})

test('reloading leaves every question unanswered', async ({ page, site }) => {
  await page.goto(site.serve())
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.reload()
  await expect(page.getByRole('checkbox', { name: APPEL })).not.toBeChecked()
  expect(await page.evaluate(() => [...new FormData(document.forms[0]).values()])).not.toContain('granted')
})

const FALLBACK = `<constat-choices server="/graphql" site-key="k" notice="devis"><p>Sans script</p>
  <input type="checkbox" name="choices[appel]" value="granted" aria-label="repli"></constat-choices>`

test('the fallback is silent once the notice is drawn', async ({ page, site }) => {
  await page.goto(site.serve({ form: FIELDS + FALLBACK }))
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  await expect(page.getByText('Sans script')).toBeHidden()
  expect(await page.evaluate(() => new FormData(document.forms[0]).getAll('choices[appel]'))).toEqual([
    'unanswered',
  ])
})

for (const [situation, arrange, advice] of [
  ['an unknown notice', (answers) => (answers.notice = null), /No published notice has the key "devis"/],
  ['a refused key', (answers) => (answers.status = 401), /site key that is not revoked/],
  [
    'a refused origin',
    (answers) => (answers.graphqlErrors = [{ message: 'Origin', extensions: { code: 'ORIGIN_DENIED' } }]),
    /Origin/,
  ],
  ['a server that answers nonsense', (answers) => (answers.status = 500), /./],
] as const satisfies readonly (readonly [string, (answers: Answers) => unknown, RegExp])[])
  test(`${situation} leaves the form to the fallback and tells the developer`, async ({ page, site }) => {
    arrange(site.answers)
    if (site.answers.status === 500) site.answers.graphqlErrors = []
    const messages: string[] = []
    page.on('console', (message) => message.type() === 'error' && messages.push(message.text()))
    await page.goto(site.serve({ form: FIELDS + FALLBACK }))
    await expect.poll(() => messages.join('\n')).toMatch(/<constat-choices>: /)
    expect(messages.find((message) => message.includes('<constat-choices>'))).toMatch(advice)
    await page.getByRole('checkbox', { name: 'repli' }).check()
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await expect.poll(() => site.posts[0]?.get('choices[appel]')).toBe('granted')
  })
