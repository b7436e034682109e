import type { Observation } from '@constat/core/consent'
import { expect, test } from './site.ts'

test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 3 })

for (const [title, viewport, zoom, fontPx] of [
  ['a page as wide as the phone', 'width=device-width', 1, 16],
  ['a page far too wide for it', 'width=3000,user-scalable=no,minimum-scale=.1,initial-scale=.13', 0.13, 2],
  ['the same, into which the person zoomed', 'width=3000,minimum-scale=.1,initial-scale=.13', 1, 16],
  ['a page as wide as the phone, into which she zoomed', 'width=device-width', 1.5, 16],
] as const)
  test(`${title} draws letters of ${fontPx} px`, async ({ page, site }) => {
    await page.goto(site.serve({ head: `<meta name="viewport" content="${viewport}">` }))
    const box = page.getByRole('checkbox', { name: /accepte que Cuisines/ })
    await expect(box).toBeVisible()
    const client = await page.context().newCDPSession(page)
    await client.send('Emulation.setPageScaleFactor', { pageScaleFactor: zoom })
    expect(await page.evaluate(() => visualViewport?.scale)).toBeCloseTo(zoom, 1)
    await page.waitForTimeout(1500)
    await box.tap()
    await expect(box).toBeChecked()
    const { questions } = await page.evaluate<Observation>(
      `JSON.parse(new FormData(document.forms[0]).get('choices-observation'))`,
    )
    expect(questions['appel']).toMatchObject({ fontPx })
  })
