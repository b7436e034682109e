import { expect, test, testCase } from './site.ts'
import { APPEL, TELLS, answer, comesBack, isQueued, isRecorded, submit } from './waiting.ts'

for (const [name, value] of ['constat-outbox', 'constat-receipt'].flatMap((list) =>
  ['null', '{}', '5', '[null]', '[{}]', '[{"id":"x","parcel":null}]', '{"a'].map(
    (text) => [list, text] as const,
  ),
))
  testCase(`${value} in ${name} keeps nobody from answering`, async ({ page, site }) => {
    await page.addInitScript(([key = '', text = '']) => sessionStorage.setItem(key, text), [name, value])
    await page.goto(site.serve({ script: TELLS }))
    await answer(page, site)
    await submit(page)
    await isRecorded(page)
  })

for (const body of [
  'null',
  '{}',
  '{"data":{}}',
  '{"data":{"recordConsent":null}}',
  '"yes"',
  '<h1>Wi-Fi</h1>',
])
  test(`an answer of ${body} loses no record`, async ({ page, site }) => {
    await page.goto(site.serve({ script: TELLS }))
    await answer(page, site)
    site.answers.body = body
    await submit(page)
    await isQueued(page)
    site.answers.body = null
    await comesBack(page)
    await isRecorded(page)
  })

for (const body of [
  'null',
  '{"data":{}}',
  '{"data":{"startCapture":null}}',
  '{"data":{"startCapture":{}}}',
  '{"errors":{"message":"no"}}',
])
  testCase(`an answer of ${body} in place of a challenge takes no answer away`, async ({ page, site }) => {
    await page.route(
      '**/graphql',
      (route) => route.fulfill({ status: 200, contentType: 'application/json', body }),
      { times: 1 },
    )
    await page.goto(site.serve({ script: TELLS }))
    await page.getByRole('checkbox', { name: APPEL }).check()
    await expect
      .poll(() => site.reports)
      .toContainEqual(expect.objectContaining({ type: 'constat-error', cause: 'UNREACHABLE' }))
    await expect(page.getByRole('checkbox', { name: APPEL })).toBeChecked()
  })

for (const [status, body] of [
  [403, '<h1>Blocked</h1>'],
  [404, '<h1>Blocked</h1>'],
  [413, '<h1>Blocked</h1>'],
  [403, '{"errors":[{"message":"Blocked by WAF"}]}'],
  [404, '{"errors":[{"code":1020}]}'],
] as const)
  test(`a ${status} with ${body} that a proxy answers in the server’s place loses no record`, async ({
    page,
    site,
  }) => {
    await page.goto(site.serve({ script: TELLS }))
    await answer(page, site)
    site.answers.body = body
    site.answers.status = status
    await submit(page)
    await isQueued(page)
    site.answers.body = null
    site.answers.status = 200
    await comesBack(page)
    await isRecorded(page)
  })
