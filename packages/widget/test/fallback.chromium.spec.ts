import { noticeSha256 } from '@constat/core/notice'
import { ANSWERS, element, fallback, post } from './fallback-form.ts'
import { devis } from './notice.ts'
import { expect, FIELDS, test } from './site.ts'

// This Playwright cannot turn scripts off in Debian's Firefox: there the test would run with the element.
test.use({ javaScriptEnabled: false })

test('without script: the same answers under the same names, and the back end can tell', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ form: FIELDS + element(await fallback()) }))
  expect(await post(page, site)).toEqual({
    choices: ANSWERS,
    notice: await noticeSha256(devis),
    receiptToken: null,
    replaces: [],
    submission: null,
    observation: null,
    origin: 'no-script',
  })
})
