import type { Page } from '@playwright/test'
import { expect, FIELDS, test, type Host } from './server/host.ts'
import type { ProofServer } from './server/proof-server.ts'

/** What a page does about the moment of an act, and what a consent given there is worth. */
type Trick = {
  readonly title: string
  /** Stands around the element, and over it. */
  readonly around?: string
  readonly over?: string
  readonly script: string
  readonly press: (page: Page) => Promise<void>
}

/** Where the middle of something is on the screen. */
const middleOf = async (page: Page, selector: string): Promise<readonly [x: number, y: number]> => {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`${selector} is not drawn`)
  return [box.x + box.width / 2, box.y + box.height / 2]
}

const press = async (page: Page): Promise<void> => {
  await page.mouse.down()
  await page.waitForTimeout(60)
  await page.mouse.up()
}

const pressBox = async (page: Page): Promise<void> => {
  await page.mouse.move(...(await middleOf(page, '#appel-GRANTED')))
  await press(page)
}

const pressTwice = async (page: Page): Promise<void> => {
  await page.mouse.move(...(await middleOf(page, '#next')))
  await press(page)
  await page.waitForTimeout(100)
  await press(page)
}

/** Lifts what hides the question while a button is held down. */
const liftedWhilePressed = (hide: string, show: string): string =>
  `addEventListener('pointerdown', () => { ${show} }, true)
  addEventListener('click', () => setTimeout(() => { ${hide} }), true)`

const jumpingTo = (what: 'box' | 'label'): string =>
  `const around = document.querySelector('#around')
  document.querySelector('#next').onclick = ({ clientX, clientY }) => {
    const target = document.querySelector('constat-choices').shadowRoot.querySelector(${JSON.stringify(what === 'box' ? '#appel-GRANTED' : 'label')})
    const { x, y } = target.getBoundingClientRect()
    around.style.translate = (clientX - x - 12) + 'px ' + (clientY - y - 8) + 'px'
    around.style.zIndex = 9
    setTimeout(() => { around.style.translate = around.style.zIndex = '' }, 600)
  }`

const focusing = (control: string): string =>
  `document.querySelector('constat-choices').shadowRoot.querySelector('${control}').focus({ preventScroll: true })`

const onKey = (key: string, does: string): string =>
  `addEventListener('keydown', (event) => { if (event.key === '${key}') { ${does} } }, { once: true })`

const pressKeys =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel('Nom').focus()
    await page.waitForTimeout(1200)
    for (const key of keys) {
      await page.keyboard.press(key)
      await page.waitForTimeout(60)
    }
  }

const NEXT = '<button type="button" id="next" style="position:fixed;left:500px;top:30px">Continuer</button>'

const TRICKS: readonly Trick[] = [
  {
    title: 'an overlay lifted while the button is held down',
    over: 'position:absolute;inset:0 0 0 40px;background:#fff',
    script: liftedWhilePressed(`over.style.display = ''`, `over.style.display = 'none'`),
    press: pressBox,
  },
  {
    title: 'an overlay that takes no clicks, lifted while the button is held down',
    over: 'position:absolute;inset:0;background:#fff;pointer-events:none',
    script: liftedWhilePressed(`over.style.display = ''`, `over.style.display = 'none'`),
    press: pressBox,
  },
  {
    title: 'an overlay lifted for as long as a long press lasts',
    over: 'position:absolute;inset:0;background:#fff;pointer-events:none',
    script: liftedWhilePressed(`over.style.display = ''`, `over.style.display = 'none'`),
    press: async (page) => {
      await page.mouse.move(...(await middleOf(page, '#appel-GRANTED')))
      await page.mouse.down()
      await page.waitForTimeout(1200)
      await page.mouse.up()
    },
  },
  {
    title: 'an opacity taken off while the button is held down',
    around: 'opacity:.01',
    script: liftedWhilePressed(`around.style.opacity = .01`, `around.style.opacity = 1`),
    press: pressBox,
  },
  {
    title: 'a jump from outside the window under a double click',
    around: 'position:absolute;left:-9999px;top:200px;width:600px',
    script: jumpingTo('box'),
    press: pressTwice,
  },
  {
    title: 'a jump from its own place under a double click',
    around: 'position:relative;width:600px',
    script: jumpingTo('box'),
    press: pressTwice,
  },
  {
    title: 'a jump of the label under a double click',
    around: 'position:relative;width:600px',
    script: jumpingTo('label'),
    press: pressTwice,
  },
  {
    title: 'a press on a button of the page that the box captures',
    script: `document.querySelector('#next').onpointerdown = ({ pointerId }) =>
      document.querySelector('constat-choices').shadowRoot.querySelector('input').setPointerCapture(pointerId)`,
    press: async (page) => {
      await page.mouse.move(...(await middleOf(page, '#next')))
      await press(page)
    },
  },
  {
    title: 'a space that is typed into a field, taken by the box out of the window',
    around: 'margin-top:1500px',
    script: `const element = document.querySelector('constat-choices')
      element.scrollIntoView()
      setTimeout(() => scrollTo(0, 0), 600)
      const name = document.querySelector('[name=nom]')
      name.onkeyup = () => element.shadowRoot.querySelector('input').focus({ preventScroll: true })`,
    press: async (page) => {
      await page.getByLabel('Nom').click()
      await page.keyboard.type('X ', { delay: 90 })
    },
  },
  {
    title: 'all but the box moved out of the window',
    script: `document.body.style.overflowX = 'hidden'
      setTimeout(() => {
        const { right } = document.querySelector('constat-choices').shadowRoot.querySelector('input').getBoundingClientRect()
        around.style.left = (innerWidth - right - 2) + 'px'
      }, 400)`,
    press: pressBox,
  },
  {
    title: 'another word over the first of the label',
    around: 'opacity:.99',
    over: 'position:absolute;background:#fff',
    script: `const element = document.querySelector('constat-choices')
      if (element.phase !== 'ready') await new Promise((resolve) => element.addEventListener('constat-ready', resolve))
      const { x, y } = element.shadowRoot.querySelector('label').getBoundingClientRect()
      const origin = around.getBoundingClientRect()
      over.style.cssText += ';left:' + (x - origin.x) + 'px;top:' + (y - origin.y) + 'px;width:80px;height:20px'
      over.textContent = 'Je refuse'`,
    press: pressBox,
  },
  {
    title: 'a space typed in a name, for which the box was given the focus',
    script: `const nom = document.querySelector('[name=nom]'), element = document.querySelector('constat-choices')
      addEventListener('keyup', ({ target, key }) => target === nom && key.length === 1 && element.focus(), true)
      addEventListener('keydown', ({ target, key }) => { if (target === element && key.length === 1) nom.value += key }, true)
      element.addEventListener('change', () => nom.focus(), { once: true })`,
    press: async (page) => {
      await page.getByLabel('Nom').focus()
      await page.keyboard.type('Jeanne Dupont', { delay: 60 })
      await expect(page.getByLabel('Nom')).toHaveValue('Jeanne Dupont')
    },
  },
  {
    title: 'a focus that Tab gave a field, and the page the box',
    script: onKey('Tab', `setTimeout(() => ${focusing('#appel-GRANTED')})`),
    press: pressKeys('Tab', 'Space'),
  },
  {
    title: 'a focus that the page gave the box in place of Tab',
    script: onKey('Tab', `${focusing('#appel-GRANTED')}; event.preventDefault()`),
    press: pressKeys('Tab', 'Space'),
  },
  {
    title: 'an arrow in a field, at which the page gave an answer the focus',
    script: onKey('ArrowDown', `setTimeout(() => ${focusing('#partenaires-REFUSED')})`),
    press: pressKeys('ArrowDown', 'ArrowDown'),
  },
]

/** What a consent is worth that a press gave; none where it gave none. */
const gradeOf = async (page: Page, host: Host, proofs: ProofServer, trick: Trick): Promise<unknown> => {
  const { around = '', over = 'display:none', script } = trick
  const { length: before } = await proofs.events()
  await page.setViewportSize({ width: 1000, height: 1400 })
  await page.goto(
    host.serve({
      form: `${FIELDS}<div id="around" style="position:relative;${around}">${host.element()}<div id="over" style="${over}"></div></div>`,
      body: NEXT,
      script: `addEventListener('submit', (event) => event.preventDefault())
        const over = document.querySelector('#over')
        ${script.includes('const around') ? '' : `const around = document.querySelector('#around')`}
        ${script}`,
    }),
  )
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await page.getByLabel('Téléphone').fill('0639980100')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('jeanne@example.fr')
  await page.waitForTimeout(1500)
  await trick.press(page)
  await page.waitForTimeout(1000)
  await expect(page.locator('[id$=GRANTED]:checked')).not.toHaveCount(0)
  await page.evaluate(() => document.forms[0]?.requestSubmit())
  await expect.poll(async () => (await proofs.events()).length).toBe(before + 1)
  return (await proofs.events()).at(-1)?.observationGrade
}

test('what stands there for the moment of an act alone is FLAGGED', async ({ page, host, proofs }) => {
  test.slow()
  for (const trick of TRICKS)
    await test.step(trick.title, async () => {
      expect.soft(await gradeOf(page, host, proofs, trick), trick.title).toBe('FLAGGED')
    })
})

test('an answer given at once by a pointer that waited, or by keys, is ASSURED', async ({
  page,
  host,
  proofs,
}) => {
  const still = { title: 'nothing', script: '', press: pressBox }
  expect(await gradeOf(page, host, proofs, still)).toBe('ASSURED')
  // By keys a question may have come into view just now.
  const byKeys = async (): Promise<void> => {
    await page.getByLabel('Téléphone').focus()
    for (const key of ['Tab', 'Space', 'Tab', 'Tab', 'ArrowDown', 'ArrowUp']) await page.keyboard.press(key)
    await expect(page.getByRole('radio', { name: 'Oui' })).toBeChecked()
  }
  const below = { title: 'below', around: 'margin-top:1500px', script: '', press: byKeys }
  expect(await gradeOf(page, host, proofs, below)).toBe('ASSURED')
})
