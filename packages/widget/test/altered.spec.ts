import type { Observation } from '@constat/core/consent'
import { expect, test } from './site.ts'

/** What a page does to the shadow root `root` of `element`, and how it takes that back; `input`, `label` and `who` are in it. */
const ATTACKS: Readonly<Record<string, readonly [does: string, undoes: string]>> = {
  'another word beside the notice': [
    `who.textContent = 'x'`,
    `who.textContent = 'Qui pourra vous contacter :'`,
  ],
  'a node in a label': [`label.append(note)`, `note.remove()`],
  'a style': [`label.style.opacity = 0`, `label.removeAttribute('style')`],
  'a tick drawn by script': [`input.checked = true`, `input.checked = false`],
  'a change before the element draws again': [`label.title = 'x'; element.requestUpdate()`, ``],
  'a further sheet': [`root.adoptedStyleSheets.push(new CSSStyleSheet())`, ``],
  'a rule in the element’s sheet': [`own.insertRule('label { opacity: 0 !important }')`, `own.deleteRule(0)`],
  'an animation': [`label.animate({ opacity: [0, 0] }, 9e9)`, ``],
  'a highlight': [`CSS.highlights.set('x', new Highlight(range))`, ``],
}

/** What the person, the site and the element itself do. */
const USES = [
  `root.querySelector('summary').click()`,
  `element.theme = 'dark'`,
  `element.disabled = true; element.disabled = false`,
  `element.checkValidity()`,
  `element.form.reset()`,
  `input.setAttribute('data-extension', 'x')`,
]

test('what a script alters in the element leaves a trace, though it is taken back', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 1000, height: 900 })
  const cases: readonly (readonly [string, string, string])[] = [
    ...USES.map((use) => [use, use, ''] as const),
    ...Object.entries(ATTACKS).map(([title, [does, undoes]]) => [title, does, undoes] as const),
  ]
  await page.goto(
    site.serve({
      form: '',
      body: cases.map(() => `<form>${site.element.replace('>', ' required>')}</form>`).join(''),
    }),
  )
  await page.waitForFunction(() =>
    [...document.querySelectorAll('constat-choices')].every(
      (each) =>
        each.closest('form') && new FormData(each.closest('form') ?? undefined).has('choices-observation'),
    ),
  )
  // One sheet serves all elements of a document: who alters it comes last.
  const found: string[] = []
  for (const [index, [title, does, undoes]] of cases.entries()) {
    const observation = await page.evaluate<Observation>(`(async () => {
      const element = document.querySelectorAll('constat-choices')[${index}]
      const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))
      const root = element.shadowRoot
      const [own] = root.adoptedStyleSheets
      const [input, label, who] = ['input', 'label', '[part=help] span'].map((selector) => root.querySelector(selector))
      const note = document.createElement('b')
      const range = document.createRange()
      range.selectNodeContents(label)
      element.scrollIntoView()
      await frames()
      ${does}
      await frames()
      const submit = (event) => event.preventDefault()
      document.addEventListener('submit', submit)
      ${title.includes('sheet') || !undoes ? '' : undoes}
      element.required = false
      element.form.requestSubmit()
      ${title.includes('sheet') ? undoes : ''}
      return JSON.parse(new FormData(element.form).get('choices-observation'))
    })()`)
    if (observation.altered) found.push(title)
  }
  expect(found).toEqual(Object.keys(ATTACKS))
})

/** What a page does to the shadow root `root` once a question was shown, and takes back before anything that she does is told. */
const UNTIL_THE_PRESS: Readonly<Record<string, readonly [does: string, undoes: string]>> = {
  nothing: ['', ''],
  'a further sheet': [
    'root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]',
    'root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, 1)',
  ],
  'a highlight': [`CSS.highlights.set('x', new Highlight(range))`, 'CSS.highlights.clear()'],
}

for (const [title, [does, undoes]] of Object.entries(UNTIL_THE_PRESS))
  test(`${title} until the press: what is found of it`, async ({ page, site }) => {
    await page.goto(site.serve())
    const box = page.getByRole('checkbox', { name: /accepte que Cuisines/ })
    await expect(box).toBeVisible()
    await page.waitForTimeout(700)
    await page.evaluate(`{
      const root = document.querySelector('constat-choices').shadowRoot
      const sheet = new CSSStyleSheet()
      const range = new Range()
      range.selectNodeContents(root.querySelector('label'))
      ${does}
      addEventListener('pointerdown', () => { ${undoes} }, true)
    }`)
    await page.waitForTimeout(1500)
    await box.click()
    const { altered } = await page.evaluate<Observation>(
      `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
    )
    expect(altered).toBe(does ? true : undefined)
  })
