import type { ConstatChoicesElement } from '@constat/widget'
import type { Page } from '@playwright/test'
import { expect, testCase, type Site } from './site.ts'

/** Where the element stands, within something of the id `scroller`. */
type Around = (element: string) => string

const BODY = 'id="scroller" style="overflow-y:auto;padding:16px"'
const DIALOG = 'style="position:fixed;inset:8px 8px auto;display:flex;flex-direction:column;max-height:400px"'
const REST = '<p style="height:900px">…</p>'
const FOOT = '<div style="padding:12px;background:#ddd">Fermer</div>'

/** Where the line of who asks is scrolled away in part. */
const AWAY: Readonly<Record<string, Around>> = {
  'the body of a dialog': (element) =>
    `<div ${DIALOG}><div ${BODY}>${REST}${element}${REST}</div>${FOOT}</div>`,
  'the same through a slot': (element) =>
    `<div><template shadowrootmode="open"><div ${DIALOG}><div ${BODY}>${REST}<slot></slot>${REST}</div>${FOOT}</div></template>${element}</div>`,
  'the same in a shadow root': (element) =>
    `<div ${DIALOG}><div ${BODY}>${REST}<div><template shadowrootmode="open"><form>${element}</form></template></div>${REST}</div>${FOOT}</div>`,
  'a box that is scaled and has a frame': (element) =>
    `<div style="scale:.9"><div id="scroller" style="overflow:scroll;height:400px;border:solid 20px">${REST}${element}${REST}</div>${FOOT}</div>`,
}

/** Where it is hidden otherwise. */
const HIDDEN: Readonly<Record<string, Around>> = {
  'a box that the person does not scroll': (element) =>
    `<div id="scroller" style="overflow:hidden;height:400px">${REST}${element}${REST}</div>${FOOT}`,
  'a box that the person does not scroll so far': (element) =>
    `<div style="overflow:auto;height:400px"><div id="scroller" style="overflow:hidden;height:400px">${REST}${element}${REST}</div></div>${FOOT}`,
  'a bar within what is scrolled': (element) =>
    `<div id="scroller" style="overflow:auto;height:600px">${REST}${element}${REST}<div style="position:sticky;bottom:0;height:200px;background:#ddd">Fermer</div></div>`,
  'a fixed box in a scroller': (element) =>
    `<div style="overflow:auto;height:20px"><div id="scroller" style="position:fixed;inset:100px 0 auto;height:400px;overflow:hidden">${REST}${element}${REST}</div>${REST}</div>`,
  'an absolute box in a scroller that it is not placed in': (element) =>
    `<div style="overflow:auto;height:20px"><div id="scroller" style="position:absolute;inset:100px 0 auto;height:400px;overflow:hidden">${REST}${element}${REST}</div>${REST}</div>`,
  'a fixed box that ends below the window': (element) =>
    `<div id="scroller" style="position:fixed;inset:200px 0 -10px;overflow:hidden">${REST}${element}${REST}</div>`,
  'a bar at the very foot of the window': (element) =>
    `<div id="scroller" style="position:fixed;inset:200px 0 0;overflow:auto">${REST}${element}${REST}</div><div style="position:fixed;inset:auto 0 0;height:18px;background:#ddd"></div>`,
  'paper over what only stands in the scroller': (element) =>
    `<div id="scroller" style="overflow:auto;height:20px"><div style="position:absolute;top:100px">${element}<div id="paper" style="position:absolute;inset:180px 0 0;background:#fff"></div></div>${REST}</div>`,
}

const facts = (page: Page) =>
  page.locator('constat-choices').evaluate((element: ConstatChoicesElement) => {
    const proof = element.proof
    return proof?.origin === 'widget' ? proof.observation?.questions['appel'] : undefined
  })

/** What is seen of a question whose line of who asks is cut at the foot of its scroller. */
const seenAtTheFoot = async (page: Page, site: Site, around: Around) => {
  await page.setViewportSize({ width: 1000, height: 900 })
  await page.goto(site.serve({ form: around(site.element), body: REST }))
  await expect.poll(() => facts(page)).toBeDefined()
  const box = page.getByRole('checkbox', { name: /accepte que Cuisines/ })
  await box.evaluate((input) => {
    const find = (root: ParentNode): Element | null =>
      root.querySelector('#scroller') ??
      Array.from(root.querySelectorAll('*'), ({ shadowRoot }) => shadowRoot && find(shadowRoot)).find(
        Boolean,
      ) ??
      null
    const scroller = find(document)
    const root = input.getRootNode()
    const who = root instanceof ShadowRoot && root.querySelector('[id$="-who"]')
    if (!scroller || !who) throw new Error('not drawn')
    const { top, height } = scroller.getBoundingClientRect()
    const scale = height / (scroller instanceof HTMLElement ? scroller.offsetHeight : 0)
    const foot =
      document.querySelector('[style*=sticky]')?.getBoundingClientRect().top ??
      top + (scroller.clientTop + scroller.clientHeight) * scale
    const line = who.getBoundingClientRect()
    scroller.scrollTop += (line.top + line.height / 2 - foot) / scale
  })
  await page.waitForTimeout(1200)
  const { x, y } = (await box.boundingBox())!
  await page.mouse.click(x + 12, y + 12)
  await expect(box).toBeChecked()
  return (await facts(page))!
}

for (const [title, around] of Object.entries(AWAY))
  testCase(`what is scrolled away in ${title} lies under nothing`, async ({ page, site }) => {
    const seen = await seenAtTheFoot(page, site, around)
    expect(seen).toMatchObject({ covered: false })
    expect(seen.vouched).not.toBe(false)
    expect(seen.visibleMs).toBeGreaterThan(300)
  })

for (const [title, around] of Object.entries(HIDDEN))
  testCase(`what ${title} hides is covered`, async ({ page, site }) => {
    const { covered, vouched } = await seenAtTheFoot(page, site, around)
    expect(covered || vouched === false).toBe(true)
  })
