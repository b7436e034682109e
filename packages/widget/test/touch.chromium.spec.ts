import { expect, FIELDS, STAYS, testCase } from './site.ts'

testCase.use({ hasTouch: true, viewport: { width: 390, height: 844 } })

for (const [how, script] of [
  ['sends the form', 'document.forms[0].requestSubmit()'],
  [
    'gives the focus to what it found',
    `document.forms[0].checkValidity() || document.querySelector('form :invalid:not(fieldset)').focus()`,
  ],
] as const)
  testCase(`what is missing is told at a tap by which a page ${how}`, async ({ page, site }) => {
    await page.goto(
      site.serve({
        form: `${FIELDS}${site.element.replace('notice=', 'required notice=')}<button type="button" id="next">Suite</button>`,
        script: `${STAYS};document.querySelector('#next').onclick = () => ${script}`,
      }),
    )
    await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
    await page.locator('#next').tap()
    await expect(page.locator('constat-choices:state(invalid)')).toHaveCount(1)
  })
