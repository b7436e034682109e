import type { Page } from '@playwright/test'
import { expect, test } from './server/host.ts'

const APPEL = /accepte que Cuisines/

/** Declarations by which a page, meaning to or not, hides, shrinks or blurs what stands on it. */
const DECLARATIONS = [
  'display:none',
  'all:unset',
  'opacity:0',
  'visibility:hidden',
  'content-visibility:hidden',
  'font-size:1px',
  'font:1px/1 fantasy',
  'color:transparent',
  '-webkit-text-fill-color:transparent',
  'zoom:.1',
  'scale:.1',
  'translate:-9999px',
  'rotate:180deg',
  'transform:scale(0)',
  'position:fixed;left:-9999px',
  'position:absolute;clip:rect(0,0,0,0)',
  'clip-path:inset(50%)',
  'mask:linear-gradient(transparent,transparent)',
  'filter:opacity(0) blur(9px)',
  'mix-blend-mode:difference',
  'width:1px;height:1px;overflow:hidden',
  'max-block-size:0;overflow:hidden',
  'letter-spacing:-1em;word-spacing:-1em',
  'line-height:0',
  'text-indent:-9999px',
  'text-transform:uppercase',
  'writing-mode:vertical-rl',
  'direction:rtl;unicode-bidi:bidi-override',
  'pointer-events:none',
  'user-select:none',
  'float:left;margin:-9999px',
  'columns:9',
  'animation:gone 1ms infinite;transition:all 1s',
  'accent-color:transparent;appearance:none',
]

const PARTS = ['base', 'legend', 'question', 'choice', 'help', 'layer', 'summary', 'link', 'status', 'error']

const important = (declarations: string): string => declarations.replaceAll(/(;|$)/g, '!important$1')

/** The three ways in which a page can speak of the element: its sheet (`*` is what a reset writes), `::part`, and inline. */
const attacks = DECLARATIONS.flatMap((declarations) => {
  const all = important(declarations)
  const parts = PARTS.map((part) => `constat-choices::part(${part})`).join()
  return [
    [
      `constat-choices, constat-choices *, input, label { ${all} } * { ${all} } head, html, body, main, form { all: revert !important }`,
      '',
    ],
    [`${parts} { ${all} }`, ''],
    ['', all],
  ] as const
})

/** Applies each attack by itself and tells which changed place, size or drawing of anything that a person meets. */
const changes = (page: Page): Promise<readonly string[]> =>
  page.locator('constat-choices').evaluate((element, all) => {
    const root = element.shadowRoot ?? element
    const met = (): readonly string[] =>
      [...root.querySelectorAll('label, legend, input, summary, a, p')].flatMap((each) => {
        const { width, height } = each.getBoundingClientRect()
        const style = getComputedStyle(each)
        return [
          `${each.localName} ${Math.round(width)} x ${Math.round(height)}`,
          ...[
            ...[
              'font-size',
              'font-family',
              'color',
              '-webkit-text-fill-color',
              'background-color',
              'opacity',
            ],
            ...['visibility', 'direction', 'letter-spacing', 'text-indent', 'text-transform', 'line-height'],
            ...['filter', 'pointer-events', 'user-select', 'appearance', 'writing-mode', 'mix-blend-mode'],
          ].map((property) => `${each.localName} ${property}: ${style.getPropertyValue(property)}`),
        ]
      })
    const style = document.createElement('style')
    document.head.append(style)
    const before = met()
    return all.flatMap(([sheet, inline]) => {
      style.textContent = sheet
      element.setAttribute('style', inline)
      const after = met()
      const at = before.findIndex((fact, index) => fact !== after[index])
      return at < 0 ? [] : [`${sheet || inline} | ${before[at]} became ${after[at]}`]
    })
  }, attacks)

test('no rule of the page’s sheet, no ::part and no inline style changes what a person meets', async ({
  page,
  host,
}) => {
  expect(DECLARATIONS.length).toBeGreaterThanOrEqual(25)
  // High enough that no scroll bar comes and goes.
  await page.setViewportSize({ width: 1000, height: 2000 })
  await page.goto(host.serve())
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  expect(await changes(page)).toEqual([])
})

/** What a page does around the element, with the flag of core's `ObservationFlag` that a consent given there gets. */
const AROUND: readonly (readonly [title: string, style: string, flag: string])[] = [
  ['nothing', '', ''],
  ['an ancestor with a shadow', 'filter:drop-shadow(0 1px 2px gray)', ''],
  ['an ancestor nearly opaque', 'opacity:.9', ''],
  ['a transparent ancestor', 'opacity:.05', 'HIDDEN'],
  ['an ancestor scaled down', 'scale:.2', 'ILLEGIBLE'],
  ['an ancestor zoomed out', 'zoom:.2', 'ILLEGIBLE'],
  ['an ancestor off the screen', 'position:absolute;left:-9999px', 'HIDDEN'],
  ['an ancestor without height', 'height:0;overflow:hidden', 'HIDDEN'],
  ['an ancestor clipped away', 'clip-path:inset(100%)', 'COVERED'],
  ['an ancestor filtered away', 'filter:opacity(.02)', 'HIDDEN'],
  ['a blurred ancestor', 'filter:blur(12px)', 'HIDDEN'],
  ['a masked ancestor', 'mask:linear-gradient(transparent,transparent)', 'HIDDEN'],
]

const OVERLAY = '<div style="position:absolute;inset:0;background:white"></div>'

/** A form per case on one page, told apart by the last digits of the phone number that each sends. */
const formFor = (index: number, style: string, inner: string): string =>
  `<form><input type="hidden" name="nom"><input name="telephone" autocomplete="tel" value="06399800${10 + index}">
    <div style="position:relative;${style}">${inner}</div><button>Envoyer</button></form>`

test('what an ancestor or an overlay does is seen, and a consent given under it is graded so', async ({
  page,
  host,
  proofs,
}) => {
  const cases = [...AROUND, ['an overlay', '', 'COVERED'] as const]
  await page.goto(
    host.serve({
      form: '',
      body: cases
        .map(([title, style], index) =>
          formFor(index, style, host.element() + (title === 'an overlay' ? OVERLAY : '')),
        )
        .join(''),
      script: `document.addEventListener('submit', (event) => event.preventDefault())`,
    }),
  )
  await page.waitForFunction(() =>
    [...document.querySelectorAll('constat-choices')].every(
      (element) => 'phase' in element && element.phase === 'ready',
    ),
  )
  const elements = page.locator('constat-choices')
  // One after the other, since each is to be in view when it is answered; keys reach what a pointer does not.
  for (let index = 0; index < cases.length; index++) {
    await elements.nth(index).evaluate(async (element) => {
      element.scrollIntoView({ block: 'start' })
      element.shadowRoot?.querySelector('input')?.focus()
      await new Promise((resolve) => setTimeout(resolve, 250))
    })
    await page.keyboard.press('Space')
    await page
      .locator('form button')
      .nth(index + 1)
      .evaluate((button) => button.focus())
    await page.keyboard.press('Enter')
  }
  const gradeOf = async (): Promise<readonly (readonly [string, string])[]> => {
    const events = await proofs.events()
    return cases.map(([title], index) => {
      const event = events.findLast(({ contactHint }) => contactHint?.endsWith(String(10 + index)))
      return [title, event ? event.observationGrade : 'none'] as const
    })
  }
  await expect.poll(gradeOf).toEqual(cases.map(([title, , flag]) => [title, flag ? 'FLAGGED' : 'ASSURED']))
})
