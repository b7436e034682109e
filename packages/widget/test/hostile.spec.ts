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

const PROPERTIES =
  'font-size font-family color -webkit-text-fill-color background-color opacity visibility direction letter-spacing text-indent text-transform line-height filter pointer-events user-select appearance writing-mode mix-blend-mode'.split(
    ' ',
  )

/**
 * Applies each attack by itself, a sheet and an inline style, and tells which changed place, size or drawing of anything that a
 * person meets, or of such a pseudo-element of it.
 */
const changes = (
  page: Page,
  tries: readonly (readonly [sheet: string, inline: string])[],
  pseudo = '',
  selector = 'label, legend, input, summary, a, p',
): Promise<readonly string[]> =>
  page.locator('constat-choices').evaluate(
    (element, [all, properties, within, selected]) => {
      const root = element.shadowRoot ?? element
      const met = (): readonly string[] =>
        [...root.querySelectorAll(selected)].flatMap((each) => {
          const { width, height } = each.getBoundingClientRect()
          const style = getComputedStyle(each, within)
          return [
            // Of a closed layer Chromium gives sizes now and then.
            each.checkVisibility()
              ? `${each.localName} ${Math.round(width)} x ${Math.round(height)}`
              : 'not drawn',
            ...properties.map(
              (property) => `${each.localName} ${property}: ${style.getPropertyValue(property)}`,
            ),
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
    },
    [tries, PROPERTIES, pseudo, selector] as const,
  )

test('no rule of the page’s sheet, no ::part and no inline style changes what a person meets', async ({
  page,
  host,
}) => {
  expect(DECLARATIONS.length).toBeGreaterThanOrEqual(25)
  // High enough that no scroll bar comes and goes.
  await page.setViewportSize({ width: 1000, height: 2000 })
  await page.goto(host.serve())
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  expect(await changes(page, attacks)).toEqual([])
})

const PSEUDO = [
  ...['question', 'choice', 'help', 'base', 'error', 'status'].flatMap((part) =>
    ['before', 'after'].map((pseudo) => `::part(${part})::${pseudo}`),
  ),
  '::part(summary)::marker',
  'constat-choices::before',
  'constat-choices::after',
].map(
  (selector) =>
    `${selector} { content: "Obligatoire" !important; display: block !important; position: absolute; inset: 0; background: #fff; color: red; z-index: 9; pointer-events: none }`,
)

/** Pseudo-elements that hold text of the element. */
const WITHIN = [
  ['::first-line', '[part]'],
  ['::first-letter', '[part]'],
  ['::details-content', '[open]'],
] as const

/** Names that the element's own sheet gave, as it is written, to what it makes of the tokens. */
const INNER = ['t', 'b', 'a', 'l', 'e', 'f', 'r', 's', 'n', 'dt', 'db', 'da', 'df', 'dr']

test('no pseudo-element of the page’s hides a text that it holds', async ({ page, host }) => {
  await page.setViewportSize({ width: 1000, height: 2000 })
  await page.goto(host.serve())
  await page.getByText('À propos de cet accord').click()
  for (const [pseudo, selector] of WITHIN) {
    const rules = PARTS.map(
      (part) =>
        `::part(${part})${pseudo} { color: transparent !important; background: #fff !important; font-size: 0 !important; opacity: 0 !important; filter: blur(9px) !important }`,
    )
    expect(
      await changes(
        page,
        rules.map((rule) => [rule, '']),
        pseudo,
        selector,
      ),
    ).toEqual([])
  }
})

test('no property that the page registers takes the place of one of the element’s', async ({
  page,
  host,
}) => {
  await page.setViewportSize({ width: 1000, height: 2000 })
  await page.goto(host.serve())
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  const rules = INNER.flatMap((name) =>
    ['"<color>"; initial-value: transparent', '"<length>"; initial-value: 0px'].map(
      (syntax) => `@property --${name} { inherits: false; syntax: ${syntax} }`,
    ),
  )
  expect(
    await changes(
      page,
      rules.map((rule) => [rule, '']),
    ),
  ).toEqual([])
})

test('no pseudo-element of the page’s is drawn over, beside or in place of a text', async ({
  page,
  host,
}) => {
  await page.setViewportSize({ width: 1000, height: 2000 })
  await page.goto(host.serve({ head: '<style>main{position:relative}</style><style id="attack"></style>' }))
  await page.getByText('À propos de cet accord').click()
  const element = page.locator('constat-choices')
  const before = await element.screenshot()
  for (const rule of [
    ...PSEUDO,
    '::part(layer)::details-content { display: none !important; opacity: 0 !important }',
  ]) {
    await page.locator('#attack').evaluate((style, text) => (style.textContent = text), rule)
    expect((await element.screenshot()).equals(before), rule).toBe(true)
  }
})

test('in a frame that it is moved to, the element keeps its sheet', async ({ page, host }) => {
  await page.goto(host.serve({ body: '<iframe srcdoc="<p>frame"></iframe>' }))
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  const border = await page.locator('constat-choices').evaluate((element) => {
    const frame = document.querySelector('iframe')
    frame?.contentDocument?.body.append(element)
    const base = element.shadowRoot?.querySelector('[part=base]')
    return base && frame?.contentWindow?.getComputedStyle(base).borderTopWidth
  })
  expect(border).toBe('1px')
})
