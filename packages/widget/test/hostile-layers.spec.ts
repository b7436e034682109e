import type { ConstatChoicesElement } from '@constat/widget'
import type { Page } from '@playwright/test'
import { expect, test, testCase, type Site } from './site.ts'

/** Out of sight itself: what may cover the question is its backdrop. */
const IN_THE_CORNER = 'style="inset:auto 0 0 auto;width:9px;height:9px;padding:0;border:0"'

const inShadow = (element: string): string =>
  `<div><template shadowrootmode="open"><form>${element}</form></template></div>`

type Layer = {
  /** Where the element stands. */
  readonly around?: (element: string) => string
  readonly body?: string
  /** A rule of the page's sheet. */
  readonly css?: string
  /** Shows the layer; run by a click of the person's, since a page may not fill the screen by itself. */
  readonly show?: string
}

/** Covers every line but for a slit in its middle. */
const COVER_BESIDE_THE_MIDDLE = `(() => {
  const { shadowRoot } = document.querySelector('constat-choices')
  for (const text of shadowRoot.querySelectorAll('label, [part=help] a, [part=help] span')) {
    const range = document.createRange()
    range.selectNodeContents(text)
    for (const { x, y, width, height } of range.getClientRects())
      for (const left of [x, x + width / 2 + 2]) {
        const paper = document.createElement('div')
        paper.style.cssText = \`position:absolute;background:#fff;left:\${left + scrollX}px;top:\${y + scrollY}px;width:\${width / 2 - 2}px;height:\${height}px\`
        document.body.append(paper)
      }
  }
})()`

/** A text over all of the window that no box of the page's holds. */
const boxlessText = (style: string): string =>
  `<div style="position:fixed;top:0;left:0;width:0;height:0;font:60px/60px monospace;color:#fff;white-space:pre;${style}"><span style="display:contents">${`${'█'.repeat(60)}\n`.repeat(30)}</span></div>`

/** What a page can draw over the question. */
const OVER: Readonly<Record<string, Layer>> = {
  'an overlay that insists on taking no clicks': {
    body: '<div id="over"></div>',
    css: '#over#over { position: fixed; inset: 0; background: #fff; pointer-events: none !important }',
  },
  // No browser tells a page what a box paints.
  'an overlay without colour': {
    body: '<div style="position:fixed;inset:0;pointer-events:none"></div>',
  },
  'a pseudo-element around it': {
    css: 'body::after { content: ""; position: fixed; inset: 0; background: #fff; pointer-events: none }',
  },
  'a canvas': {
    body: '<canvas style="position:fixed;inset:0;width:100%;height:100%;pointer-events:none"></canvas>',
  },
  'a drawing': {
    body: '<svg style="position:fixed;inset:0;width:100%;height:100%;pointer-events:none"><rect width="100%" height="100%" fill="#fff"/></svg>',
  },
  'a popover': {
    body: '<div id="over" popover="manual" style="width:100%;height:100%;pointer-events:none"></div>',
    show: 'over.showPopover()',
  },
  'a popover in a box that is faded out': {
    body: '<div style="opacity:0"><div id="over" popover="manual" style="width:100%;height:100%;pointer-events:none"></div></div>',
    show: 'over.showPopover()',
  },
  'an overlay in what fades nothing, since it has no box, where the browser does not vouch': {
    around: (element) => `<form style="opacity:.99">${element}</form>`,
    body: '<div style="display:contents;opacity:0"><div style="position:fixed;inset:0;background:#fff;pointer-events:none"></div></div>',
  },
  'an overlay that takes clicks by and by where the browser does not vouch': {
    around: (element) => `<form style="opacity:.99">${element}</form>`,
    body: '<div style="position:fixed;inset:0;background:#fff;pointer-events:none;transition:pointer-events 99s allow-discrete"></div>',
  },
  'an overlay that a rule makes inert where the browser does not vouch': {
    around: (element) => `<form style="opacity:.99">${element}</form>`,
    body: '<div style="position:fixed;inset:0;background:#fff;interactivity:inert"></div>',
  },
  'the backdrop of a popover': {
    body: `<div id="over" popover="manual" ${IN_THE_CORNER}></div>`,
    css: '#over::backdrop { background: #fff }',
    show: 'over.showPopover()',
  },
  'an overlay outside the shadow root that the element stands in': {
    around: inShadow,
    body: '<div style="position:fixed;inset:0;background:#fff"></div>',
  },
  'the same that takes no clicks': {
    around: inShadow,
    body: '<div style="position:fixed;inset:0;background:#fff;pointer-events:none"></div>',
  },
  // Under any opacity the browser itself vouches for nothing.
  'paper beside the middle of each line': {
    around: (element) => `<form style="opacity:.99">${element}</form>`,
    show: COVER_BESIDE_THE_MIDDLE,
  },
  'a text without a box of its own': {
    body: boxlessText('pointer-events:none'),
  },
  'the same where the browser does not vouch': {
    around: (element) => `<form style="opacity:.99">${element}</form>`,
    body: boxlessText(''),
  },
  'a view transition': {
    css: '::view-transition { background: #fff; pointer-events: none } ::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*) { animation-duration: 99s }',
    show: 'document.startViewTransition(() => {})',
  },
}

/** What leaves the rest of the page out of reach. */
const INERT: Readonly<Record<string, Layer>> = {
  'the backdrop of a dialog': {
    body: `<dialog id="over" ${IN_THE_CORNER}></dialog>`,
    css: '#over, #over::backdrop { background: #fff; pointer-events: none }',
    show: 'over.showModal()',
  },
  'a part of the page on the whole screen': {
    body: '<div id="over"></div>',
    css: '#over, #over::backdrop { background: #fff; pointer-events: none }',
    show: 'over.requestFullscreen()',
  },
}

/** What stands there and hides nothing. */
const BESIDE: Readonly<Record<string, Layer>> = {
  'a layer that is not shown': {
    body: '<div id="over" popover>…</div><dialog>…</dialog>',
    css: '#over::backdrop { background: #fff }',
  },
  'a curtain that is hidden': {
    body: '<div style="position:fixed;inset:0;background:#fff;visibility:hidden;pointer-events:none"></div>',
  },
  'a curtain that is faded out': {
    body: '<div id="over"></div>',
    css: '#over { position: fixed; inset: 0; background: #fff; opacity: 0; pointer-events: none }',
  },
  'a curtain that is faded out, outside the shadow root that the element stands in': {
    around: inShadow,
    body: '<div style="position:fixed;inset:0;background:#fff;opacity:0;pointer-events:none"></div>',
  },
  'a text without a box of its own in a curtain that is faded out': {
    body: `<div style="opacity:0">${boxlessText('')}</div>`,
  },
  'a popover in the corner, as a chat has': {
    body: `<div id="over" popover="manual" ${IN_THE_CORNER}>?</div>`,
    show: 'over.showPopover()',
  },
  'a popover in the corner of a page whose reset speaks of its backdrop': {
    body: `<div id="over" popover="manual" ${IN_THE_CORNER}>?</div>`,
    css: '*, ::backdrop { border: 0 solid }',
    show: 'over.showPopover()',
  },
  'a popover that the question is asked in': {
    around: (element) => `<div id="over" popover><form>${element}</form></div>`,
    show: 'over.showPopover()',
  },
  'a shadow root around': { around: inShadow },
  'a picture behind': {
    css: 'body::before { content: ""; position: fixed; inset: 0; z-index: -1; background: #eee; pointer-events: none }',
  },
}

const facts = (page: Page) =>
  page.locator('constat-choices').evaluate((element: ConstatChoicesElement) => {
    const proof = element.proof
    return proof?.origin === 'widget' ? proof.observation?.questions['appel'] : undefined
  })

/** Answers by a key, as a person does who does not see what lies there; false where the layer leaves the question no focus. */
const answer = async (page: Page): Promise<boolean> => {
  const hasFocus = await page.locator('constat-choices').evaluate((element) => {
    element.focus()
    return element.matches(':focus')
  })
  if (hasFocus) await page.keyboard.press('Space')
  return hasFocus
}

/** What is recorded of an answer given once a layer is shown; null where none can be given. */
const seenUnder = async (page: Page, site: Site, layer: Layer) => {
  const { around = (element: string) => `<form>${element}</form>`, body = '', css = '', show = '' } = layer
  await page.setViewportSize({ width: 1000, height: 1400 })
  await page.goto(
    site.serve({
      form: '',
      body: `${around(site.element)}<button id="show">Montrer</button><div id="layer" hidden>${body}</div>`,
      script: `document.querySelector('#show').onclick = async () => {
        const style = document.createElement('style')
        style.textContent = ${JSON.stringify(css)}
        document.head.append(style)
        document.querySelector('#layer').hidden = false
        const over = document.querySelector('#over')
        await ${show || 'null'}
        window.isShown = true
      }`,
    }),
  )
  await expect.poll(() => facts(page)).toBeDefined()
  await page.getByRole('button', { name: 'Montrer' }).click()
  await page.waitForFunction('window.isShown')
  // Where the browser looks itself, it is a little behind.
  await page.waitForTimeout(500)
  return (await answer(page)) ? facts(page) : null
}

for (const [title, layer] of Object.entries(OVER))
  testCase(`${title} over the question is seen`, async ({ page, site }) => {
    const seen = await seenUnder(page, site, layer)
    expect(seen?.covered || seen?.vouched === false).toBe(true)
    // The look leaves the page as it was.
    expect(await page.evaluate('document.adoptedStyleSheets.length')).toBe(0)
    expect(
      await page.evaluate(
        `document.getAnimations().filter((each) => each.transitionProperty === 'pointer-events').length`,
      ),
    ).toBe(0)
  })

for (const [title, layer] of Object.entries(INERT))
  test(`${title} leaves no way to answer`, async ({ page, site }) => {
    expect(await seenUnder(page, site, layer)).toBe(null)
  })

for (const [title, layer] of Object.entries(BESIDE))
  testCase(`${title} is not taken for something over the question`, async ({ page, site }) => {
    const seen = await seenUnder(page, site, layer)
    expect(seen).toMatchObject({ covered: false })
    expect(seen?.vouched).not.toBe(false)
  })
