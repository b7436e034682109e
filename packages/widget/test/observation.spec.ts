import { canonicalBytes, sha256Hex } from '@constat/core/canonical'
import { parseObservation, type Observation } from '@constat/core/consent'
import { noticeText } from '@constat/core/notice'
import type { Page } from '@playwright/test'
import { blankFont } from './blank-font.ts'
import { devis } from './notice.ts'
import { expect, FIELDS, test, testCase } from './site.ts'

const APPEL = /accepte que Cuisines/

const observed = async (page: Page): Promise<Observation> => {
  const json = await page.evaluate(() => new FormData(document.forms[0]).get('choices-observation'))
  const parsed = parseObservation(JSON.parse(typeof json === 'string' ? json : 'null'))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

const shownText = sha256Hex(canonicalBytes(noticeText(devis)))

test('what was shown is what the notice says, in view, legible and uncovered', async ({ page, site }) => {
  await page.goto(site.serve())
  const box = page.getByRole('checkbox', { name: APPEL })
  await box.scrollIntoViewIfNeeded()
  await page.waitForTimeout(500)
  await box.check()
  const { questions, textSha256, page: where, widget } = await observed(page)
  expect(textSha256).toBe(await shownText)
  expect(questions['appel']).toMatchObject({ covered: false, fontPx: 16, opacity: 100 })
  // That of the links, the least of all.
  expect(questions['appel']!.contrast).toBeGreaterThan(800)
  expect(questions['appel']!.visibleMs).toBeGreaterThan(300)
  expect(where).toMatchObject({ origin: site.url, path: '/', lang: 'fr' })
  expect(widget.version).toBe('0.1.0')
})

for (const [attack, parts, seen] of [
  ['a transparent ancestor', { wrap: 'opacity:.05' }, { opacity: 5 }],
  ['an ancestor scaled down', { wrap: 'scale:.2' }, { fontPx: 3 }],
  ['an overlay', { over: true }, { covered: true }],
  ['an ancestor off the screen', { wrap: 'position:absolute;left:-9999px' }, { visibleMs: 0 }],
  ['an ancestor that is not drawn', { wrap: 'display:none' }, { covered: true, visibleMs: 0, fontPx: 0 }],
  ['an ancestor clipped to nothing', { wrap: 'height:0;overflow:hidden' }, { visibleMs: 0 }],
] as const satisfies readonly (readonly [
  string,
  { wrap?: string; over?: boolean },
  Partial<Observation['questions'][string]>,
])[])
  testCase(`${attack} is seen`, async ({ page, site }) => {
    await page.goto(
      site.serve({
        form: `${FIELDS}<div style="${parts.wrap ?? ''}">${site.element}</div>`,
        body: parts.over ? '<div style="position:fixed;inset:0;background:white"></div>' : '',
        script: `const element = document.querySelector('constat-choices')
          if (element.phase !== 'ready') await new Promise((resolve) => element.addEventListener('constat-ready', resolve))
          await new Promise((resolve) => setTimeout(resolve, 200))
          document.addEventListener('submit', (event) => event.preventDefault())
          document.forms[0].requestSubmit()
          await fetch('/report', { method: 'POST', body: '{}' })`,
      }),
    )
    await expect.poll(() => site.reports.length).toBe(1)
    expect((await observed(page)).questions['appel']).toMatchObject(seen)
  })

/** Draws a white box over what a selector finds in the shadow root. */
const over = (selector: string, widest: number): string => `
  for (const part of root.querySelectorAll('${selector}')) {
    const { x, y, width, height } = part.getBoundingClientRect()
    const box = document.createElement('div')
    box.style.cssText = \`position:absolute;background:#fff;left:\${x}px;top:\${y + scrollY}px;width:\${Math.min(width, ${widest})}px;height:\${height}px\`
    document.body.append(box)
  }`

const LABELS = 'fieldset fieldset label'

for (const [attack, parts, seen] of [
  ['nothing', {}, { covered: false, fontPx: 16, opacity: 100, equal: true }],
  [
    'a move and a layer of its own',
    { css: 'form{transform:translate3d(0,0,0);translate:1px}' },
    { opacity: 100 },
  ],
  [
    'yes and no exchanged',
    {
      script: `const [a, b] = root.querySelectorAll('${LABELS}'); [a.textContent, b.textContent] = [b.textContent, a.textContent]`,
    },
    { equal: false },
  ],
  [
    'a box over the word no',
    { script: over('fieldset fieldset > :last-child > label', 60) },
    { covered: true },
  ],
  ['a box over those who ask', { script: over('[part=help]', 900) }, { covered: true }],
  [
    'what helps people to read',
    { css: 'html{filter:grayscale(100%)} form{filter:invert(100%)}' },
    { opacity: 100 },
  ],
  ['a filter', { css: 'form{filter:invert(50%)}' }, { opacity: 0 }],
  ['a blend', { css: 'form{mix-blend-mode:difference}' }, { opacity: 0 }],
  ['a clip', { css: 'form{clip-path:inset(1px)}' }, { opacity: 0 }],
  ['a round clip', { css: 'form{clip-path:inset(0 round 300px)}' }, { opacity: 0 }],
  ['a shadow under a blur', { css: 'form{filter:drop-shadow(0 1px 3px #0003) blur(9px)}' }, { opacity: 0 }],
  ['a mirror', { css: 'form{transform:scaleX(-1)}' }, { opacity: 0 }],
  ['a mirror by scale', { css: 'form{scale:-1 1}' }, { opacity: 0 }],
  ['a turn', { css: 'form{rotate:180deg}' }, { opacity: 0 }],
  ['a turn in space', { css: 'form{rotate:x 180deg}' }, { opacity: 0 }],
  ['a turn in three parts', { css: 'body,main,form{rotate:20deg}' }, { opacity: 0 }],
  ['a turn in three steps', { css: 'body,main,form{transform:rotate(40deg)}' }, { opacity: 0 }],
  ['a path', { css: 'form{offset-path:path("M0 0 L0 9")}' }, { opacity: 0 }],
  [
    'links in the colour of the ground, set late',
    { script: `document.documentElement.style.setProperty('--constat-accent', '#fff')` },
    { contrast: 100 },
  ],
  ['a tilt', { css: 'form{transform:rotateX(85deg)}' }, { fontPx: 1 }],
  [
    'a font that draws next to nothing',
    {
      css: '@font-face{font-family:tiny;src:local("DejaVu Sans"),local("Liberation Sans");size-adjust:5%;ascent-override:900%} :root{--constat-font-family:tiny}',
    },
    { fontPx: 1 },
  ],
  [
    'a background that is none, set late',
    { script: `document.documentElement.style.setProperty('--constat-background', 'none')` },
    { contrast: 100 },
  ],
] as const satisfies readonly (readonly [
  string,
  { css?: string; script?: string },
  Partial<Observation['questions'][string]>,
])[])
  testCase(`${attack} around yes and no: what is seen`, async ({ page, site }) => {
    await page.setViewportSize({ width: 1000, height: 2000 })
    await page.goto(site.serve({ head: 'css' in parts ? `<style>${parts.css}</style>` : '' }))
    // Once the texts have been read back, which is a little after the notice is drawn.
    await page.waitForFunction(() => new FormData(document.forms[0]).has('choices-observation'))
    await page.evaluate(`{
      const element = document.querySelector('constat-choices')
      const root = element.shadowRoot
      ${'script' in parts ? parts.script : ''}
      document.addEventListener('submit', (event) => event.preventDefault())
      document.forms[0].requestSubmit()
    }`)
    await expect.poll(async () => (await observed(page)).questions['partenaires']).toMatchObject(seen)
  })

test('the console names, once, what may hide a question that was answered', async ({ page, site }) => {
  const said: string[] = []
  page.on('console', (message) => said.push(message.text()))
  for (const [style, lines] of [
    ['filter:drop-shadow(0 1px 3px #0003)', []],
    [
      'mask-image:linear-gradient(#000,#000)',
      [
        expect.stringMatching(
          /^<constat-choices>: "mask-image: linear-gradient\(.*\)" around it may hide it: proofs can be FLAGGED\.$/,
        ),
      ],
    ],
  ] as const) {
    await page.goto(site.serve({ form: `${FIELDS}<div style="${style}">${site.element}</div>` }))
    await page.getByRole('checkbox', { name: APPEL }).click()
    await page.getByRole('checkbox', { name: APPEL }).click()
    await expect(page.getByRole('checkbox', { name: APPEL })).not.toBeChecked()
    expect(said).toEqual(lines)
  }
})

for (const [title, face] of [
  [
    'letters that a font does not draw',
    `src:url(data:font/ttf;base64,${blankFont(0x61, 0x7a).toString('base64')})`,
  ],
  [
    'digits that a font does not draw',
    `src:url(data:font/ttf;base64,${blankFont(0x30, 0x39).toString('base64')})`,
  ],
  [
    'letters that a font draws lines below',
    'src:local("DejaVu Sans"),local("Liberation Sans");ascent-override:0%;descent-override:1060%',
  ],
] as const)
  testCase(`${title} are of no size`, async ({ page, site }) => {
    await page.goto(
      site.serve({
        head: `<style>@font-face{font-family:blank;${face}} :root{--constat-font-family:blank}</style>`,
      }),
    )
    await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
    await page.evaluate(`document.fonts.load('16px blank', 'abc1')`)
    await page.getByRole('checkbox', { name: APPEL }).press('Space')
    expect((await observed(page)).questions['appel']).toMatchObject({ fontPx: 0 })
  })

test('what a frame of the page’s own does to the element is seen', async ({ page, site }) => {
  await page.goto(
    site.serve({
      script: `if (parent === window) {
        document.body.innerHTML = '<div style="opacity:.1"><iframe src="/" style="width:900px;height:900px"></iframe></div>'
      } else {
        const element = document.querySelector('constat-choices')
        if (element.phase !== 'ready') await new Promise((resolve) => element.addEventListener('constat-ready', resolve))
        const { questions } = JSON.parse(new FormData(document.forms[0]).get('choices-observation'))
        await fetch('/report', { method: 'POST', body: JSON.stringify(questions.appel) })
      }`,
    }),
  )
  await expect.poll(() => site.reports).toMatchObject([{ opacity: 10 }])
})

test('over a picture a background that is none gives way to the system’s colours', async ({ page, site }) => {
  await page.goto(
    site.serve({
      head: '<style>:root{--constat-background:none} form{background:linear-gradient(#161616,#161616)}</style>',
    }),
  )
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  expect(await observed(page)).toMatchObject({ systemColors: true })
})

test('a question that never came into view was seen for no time, on however slow a machine', async ({
  page,
  site,
}) => {
  // Each look at the clock takes time: two looks in one sum once gave less than nothing, and the record was refused.
  await page.addInitScript(() => {
    let now = 0
    performance.now = () => (now += 0.7)
  })
  await page.goto(
    site.serve({ form: `${FIELDS}<div style="position:absolute;left:-9999px">${site.element}</div>` }),
  )
  await page.waitForFunction(() => {
    const element = document.querySelector('constat-choices')
    return element !== null && 'phase' in element && element.phase === 'ready'
  })
  await page.waitForTimeout(300)
  expect((await observed(page)).questions['appel']?.visibleMs).toBe(0)
})

test('a text altered in the page changes the hash of what was shown', async ({ page, site }) => {
  await page.goto(site.serve())
  await page.getByText('J’accepte que').evaluate((element) => (element.textContent = 'Cochez pour gagner.'))
  await expect.poll(async () => (await observed(page)).textSha256).not.toBe(await shownText)
})

test('opening a layer is a step of the trail', async ({ page, site }) => {
  await page.goto(site.serve())
  await page.getByText('À propos de cet accord').click()
  await expect(page.getByText('Vous pouvez retirer cet accord')).toBeVisible()
  await page.getByRole('checkbox', { name: APPEL }).check()
  const { trail } = await observed(page)
  expect(
    trail
      .filter(([, step]) => step !== 'shown')
      .map(([, step, question, trusted]) => [step, question, trusted]),
  ).toEqual([
    ['open', null, 1],
    ['grant', 'appel', 1],
  ])
})
