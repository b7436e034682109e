import type { ConstatChoicesElement } from '@constat/widget'
import { expect, test } from './site.ts'

/** What is seen of a question that its page moved into a frame of its own, by what stands in that frame and around it. */
const CASES = [
  { title: 'nothing', over: '', around: '', seen: { covered: false, opacity: 100 } },
  { title: 'an overlay', over: 'background:#fff', around: '', seen: { covered: true } },
  {
    title: 'an overlay that takes no clicks',
    over: 'background:#fff;pointer-events:none',
    around: '',
    seen: { covered: true },
  },
  { title: 'a faded frame', over: '', around: 'opacity:.1', seen: { opacity: 10 } },
]

for (const { title, over, around, seen } of CASES)
  test(`${title} is seen of a question that was moved into a frame`, async ({ page, site, browserName }) => {
    await page.setViewportSize({ width: 1000, height: 1600 })
    await page.goto(
      site.serve({
        body: `<div style="${around}"><iframe srcdoc="<!doctype html><body>" style="width:900px;height:1300px"></iframe></div>`,
      }),
    )
    await page.waitForFunction(() => new FormData(document.forms[0]).has('choices-observation'))
    await page.evaluate((style) => {
      const inside = document.querySelector('iframe')?.contentDocument
      const form = document.querySelector('form')
      if (!inside || !form) throw new Error('no frame')
      inside.body.append(form)
      const sheet = inside.body.appendChild(inside.createElement('div'))
      sheet.style.cssText = style && `position:fixed;inset:0;${style}`
    }, over)
    // Where the browser looks itself, it is a little behind.
    await page.waitForTimeout(800)
    const element = page.frameLocator('iframe').locator('constat-choices')
    await element.evaluate((choices) => {
      window.focus()
      choices.shadowRoot?.querySelector('input')?.focus()
    })
    await page.keyboard.press('Space')
    const question = await element.evaluate(({ proof }: ConstatChoicesElement) =>
      proof?.origin === 'widget' ? proof.observation?.questions['appel'] : undefined,
    )
    // What takes no clicks Chromium sees itself.
    const isSeen = browserName === 'chromium' && question?.vouched === false
    expect(isSeen ? { ...question, covered: true } : question).toMatchObject(seen)
  })
