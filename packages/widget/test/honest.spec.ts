import type { Page } from '@playwright/test'
import { expect, FIELDS, test } from './server/host.ts'
import type { ProofServer } from './server/proof-server.ts'

const APPEL = /accepte que Cuisines/

const gradeOf = async (page: Page, proofs: ProofServer, before: number): Promise<unknown> => {
  await page.getByRole('button', { name: 'Envoyer' }).press('Enter')
  await expect.poll(async () => (await proofs.events()).length).toBe(before + 1)
  return (await proofs.events()).at(-1)?.observationGrade
}

test('a button of the page over the empty end of a question’s line flags nothing', async ({
  page,
  host,
  proofs,
}) => {
  const { length: before } = await proofs.events()
  await page.goto(
    host.serve({
      form: FIELDS + host.element(),
      body: '<button id="chat" style="position:absolute;right:24px;width:60px;height:60px">?</button>',
    }),
  )
  await page.getByLabel('Téléphone').fill('0639981701')
  const box = page.getByRole('checkbox', { name: APPEL })
  await expect(box).toBeVisible()
  const { y, width } = await page.evaluate(() => {
    const [label] = document.querySelector('constat-choices')?.shadowRoot?.querySelectorAll('label') ?? []
    const chat = document.querySelector<HTMLElement>('#chat')
    if (!label || !chat) throw new Error('not drawn')
    chat.style.top = `${label.getBoundingClientRect().top + scrollY - 20}px`
    return { y: chat.offsetTop, width: label.getBoundingClientRect().right }
  })
  expect(y).toBeGreaterThan(0)
  expect(width).toBeLessThan(1180)
  await page.waitForTimeout(1000)
  await box.click()
  expect(await gradeOf(page, proofs, before)).toBe('ASSURED')
})

test('a message of the form that goes when its field is left, and with it moves what is pressed, flags nothing', async ({
  page,
  host,
  proofs,
}) => {
  const { length: before } = await proofs.events()
  // Narrow, so that the label has lines enough to stay under the pointer.
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(
    host.serve({
      form: `${FIELDS}<p id="message" style="margin:0;padding:8px 0">Numéro incomplet.</p>${host.element()}`,
      script: `document.querySelector('[name=telephone]').onblur = () => { message.hidden = true }`,
    }),
  )
  await page.getByLabel('Téléphone').fill('0639981702')
  const label = page.locator('constat-choices label').first()
  await expect(label).toBeVisible()
  await page.waitForTimeout(1000)
  const standing = await label.boundingBox()
  if (!standing) throw new Error('not drawn')
  await page.mouse.move(standing.x + 60, standing.y + 4)
  await page.mouse.down()
  await page.waitForTimeout(90)
  expect(standing.y - ((await label.boundingBox())?.y ?? 0)).toBeGreaterThan(24)
  await page.mouse.up()
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeChecked()
  expect(await gradeOf(page, proofs, before)).toBe('ASSURED')
})

test('who is led to the answer that she forgot sees its question above, in a small window too', async ({
  page,
  host,
  proofs,
}) => {
  const { length: before } = await proofs.events()
  await page.setViewportSize({ width: 390, height: 420 })
  await page.goto(
    host.serve({
      form: `${FIELDS}<div style="height:500px"></div>${host.element('notice="devis-reponse"')}<div style="height:900px"></div>`,
    }),
  )
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('forgot@example.fr')
  await page.getByRole('button', { name: 'Envoyer' }).press('Enter')
  await page.waitForTimeout(1000)
  await expect(page.locator('constat-choices legend').nth(1)).toBeInViewport({ ratio: 0.99 })
  await page.keyboard.press('Space')
  await expect(page.getByRole('radio', { name: 'Oui' })).toBeChecked()
  expect(await gradeOf(page, proofs, before)).toBe('ASSURED')
})

test('a click where the question has stood since she scrolled flags nothing, on a page too busy to look often', async ({
  page,
  host,
  proofs,
}) => {
  const { length: before } = await proofs.events()
  await page.goto(
    host.serve({
      form: `${FIELDS}<div style="height:300px"></div>${host.element()}<div style="height:1500px"></div>`,
    }),
  )
  await page.getByLabel('Téléphone').fill('0639981704')
  const box = page.getByRole('checkbox', { name: APPEL })
  await box.scrollIntoViewIfNeeded()
  await page.waitForTimeout(1000)
  await page.evaluate(async () => {
    scrollBy(0, 120)
    for (let turn = 0; turn < 2; turn++) {
      const since = performance.now()
      while (performance.now() - since < 450);
      // Long enough for one look.
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })
  const standing = await box.boundingBox()
  if (!standing) throw new Error('not drawn')
  await page.mouse.click(standing.x + 12, standing.y + 12)
  await expect(box).toBeChecked()
  expect(await gradeOf(page, proofs, before)).toBe('ASSURED')
})

test('no colours of the page’s hide what is selected', async ({ page, host }) => {
  await page.goto(
    host.serve({ head: '<style>html::selection, *::selection { color: #fff; background: #fff }</style>' }),
  )
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  const [color, background] = await page.evaluate(() => {
    const label = document.querySelector('constat-choices')?.shadowRoot?.querySelector('label')
    if (!label) throw new Error('not drawn')
    const style = getComputedStyle(label, '::selection')
    return [style.color, style.backgroundColor]
  })
  expect(background).not.toBe('rgb(255, 255, 255)')
  expect(color).not.toBe(background)
})
