import { expect, test } from './server/host.ts'

type Around = {
  readonly title: string
  readonly style?: string
  /** Of the boxes within that one, the outermost first. */
  readonly inside?: readonly string[]
  /** Laid over the element. */
  readonly over?: string
  /** What a consent given there is worth. */
  readonly grade: 'ASSURED' | 'FLAGGED'
  /** The same in Chromium, which computes itself what is drawn over or through what (Intersection Observer v2), where it differs. */
  readonly inChromium?: 'FLAGGED'
}

const AROUND: readonly Around[] = [
  { title: 'nothing', grade: 'ASSURED' },
  { title: 'a frame with a shadow', style: 'padding:1em;box-shadow:0 1px 4px gray', grade: 'ASSURED' },
  { title: 'an ancestor nearly opaque', style: 'opacity:.9', grade: 'ASSURED', inChromium: 'FLAGGED' },
  { title: 'an ancestor as good as opaque', style: 'opacity:.99', grade: 'ASSURED' },
  { title: 'a blur that an animation left at nothing', style: 'filter:blur(0px)', grade: 'ASSURED' },
  { title: 'filters that change nothing', style: 'filter:brightness(1) grayscale(0)', grade: 'ASSURED' },
  { title: 'an opacity of what has no box', style: 'display:contents;opacity:.3', grade: 'ASSURED' },
  {
    title: 'shadows that a filter draws',
    style: 'filter:drop-shadow(0 1px 3px #0003) drop-shadow(0 0 1px #000)',
    grade: 'ASSURED',
  },
  { title: 'round corners that a clip cuts', style: 'clip-path:inset(0 round 12px)', grade: 'ASSURED' },
  { title: 'a clip that leaves the sides open', style: 'clip-path:inset(0 -100vmax)', grade: 'ASSURED' },
  { title: 'glass', style: 'backdrop-filter:blur(8px)', grade: 'ASSURED' },
  {
    title: 'a slanted section',
    style: 'padding:2em 1em;clip-path:polygon(0 0,100% 2%,100% 100%,0 98%)',
    grade: 'ASSURED',
  },
  { title: 'a polygon that leaves a corner', style: 'clip-path:polygon(0 0,9px 0,0 9px)', grade: 'FLAGGED' },
  { title: 'a slight turn', style: 'rotate:.3deg', grade: 'ASSURED' },
  {
    title: 'a space of three dimensions',
    style: 'perspective:1000px',
    inside: ['transform:translateZ(0)'],
    grade: 'ASSURED',
  },
  {
    title: 'a card that can be turned over',
    style: 'perspective:1000px',
    inside: ['transform-style:preserve-3d;position:relative', 'backface-visibility:hidden'],
    grade: 'ASSURED',
  },
  { title: 'a transparent ancestor', style: 'opacity:.05', grade: 'FLAGGED' },
  { title: 'an ancestor scaled down', style: 'scale:.2', grade: 'FLAGGED' },
  { title: 'an ancestor zoomed out', style: 'zoom:.2', grade: 'FLAGGED' },
  { title: 'an ancestor off the screen', style: 'position:absolute;left:-9999px', grade: 'FLAGGED' },
  { title: 'an ancestor without height', style: 'height:0;overflow:hidden', grade: 'FLAGGED' },
  { title: 'an ancestor clipped away', style: 'clip-path:inset(100%)', grade: 'FLAGGED' },
  { title: 'an ancestor filtered away', style: 'filter:opacity(.02)', grade: 'FLAGGED' },
  {
    title: 'an overlay that takes no clicks over an ancestor as good as opaque',
    style: 'opacity:.99',
    over: 'background:white;pointer-events:none',
    grade: 'FLAGGED',
  },
  { title: 'a blurred ancestor', style: 'filter:blur(12px)', grade: 'FLAGGED' },
  { title: 'a masked ancestor', style: 'mask:linear-gradient(transparent,transparent)', grade: 'FLAGGED' },
  { title: 'an overlay', over: 'background:white', grade: 'FLAGGED' },
  {
    title: 'an overlay that takes no clicks',
    over: 'background:white;pointer-events:none',
    grade: 'FLAGGED',
  },
]

/** A form per case on one page, told apart by the last digits of the phone number that each sends. */
const formFor = (index: number, style: string, inner: string): string =>
  `<form><input type="hidden" name="nom"><input name="telephone" autocomplete="tel" value="06399800${10 + index}">
    <div style="position:relative;${style}">${inner}</div><button>Envoyer</button></form>`

test('what an ancestor or an overlay does is seen, and a consent given under it is graded so', async ({
  page,
  host,
  proofs,
  browserName,
}) => {
  // A second of looking for each case, and a busy machine.
  test.slow()
  await page.goto(
    host.serve({
      form: '',
      body: AROUND.map(({ style = '', inside = [], over }, index) =>
        formFor(
          index,
          style,
          inside.reduceRight((inner, each) => `<div style="${each}">${inner}</div>`, host.element()) +
            (over ? `<div style="position:absolute;inset:0;${over}"></div>` : ''),
        ),
      ).join(''),
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
  for (let index = 0; index < AROUND.length; index++) {
    await elements.nth(index).evaluate(async (element) => {
      element.scrollIntoView({ block: 'start' })
      element.closest('form')?.querySelector<HTMLElement>('[name=telephone]')?.focus({ preventScroll: true })
      await new Promise((resolve) => setTimeout(resolve, 600))
    })
    // As who comes by keys.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page
      .locator('form button')
      .nth(index + 1)
      .evaluate((button) => button.focus())
    await page.keyboard.press('Enter')
  }
  const gradeOf = async (): Promise<readonly (readonly [string, string])[]> => {
    const events = await proofs.events()
    return AROUND.map(({ title }, index) => {
      const event = events.findLast(({ contactHint }) => contactHint?.endsWith(String(10 + index)))
      return [title, event ? event.observationGrade : 'none'] as const
    })
  }
  const expected = AROUND.map(({ title, grade, inChromium = grade }) => [
    title,
    browserName === 'chromium' ? inChromium : grade,
  ])
  await expect.poll(gradeOf).toEqual(expected)
})
