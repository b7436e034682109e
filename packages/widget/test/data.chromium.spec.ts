import { canonicalBytes, sha256Hex } from '@constat/core/canonical'
import { noticeSha256, type NoticeDocument } from '@constat/core/notice'
import type { Page } from '@playwright/test'
import { devis } from './notice.ts'
import { expect, FIELDS, test } from './site.ts'

const APPEL = /accepte que Cuisines/
const elementWith = (data: unknown, attributes = 'server="/graphql" site-key="k" notice="devis"') =>
  `${FIELDS}<constat-choices ${attributes}><p>Sans script</p>
    <input type="checkbox" name="choices[appel]" value="granted" aria-label="repli">
    <script type="application/json">${typeof data === 'string' ? data : JSON.stringify(data)}</script></constat-choices>`

/** As a server answers it, whatever it is. */
const answered = async (document: object) => ({ sha256: await sha256Hex(canonicalBytes(document)), document })

const told = (page: Page): string[] => {
  const messages: string[] = []
  page.on('console', (message) => messages.push(message.text()))
  return messages
}

test('a notice in the page is drawn without a server; the form alone carries the answers', async ({
  page,
  site,
}) => {
  const sha256 = await noticeSha256(devis)
  await page.goto(site.serve({ form: elementWith({ sha256, document: devis }, '') }))
  await page.getByRole('checkbox', { name: APPEL }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.posts.length).toBe(1)
  const [post] = site.posts
  expect(post!.getAll('choices[appel]')).toEqual(['granted'])
  expect(post!.get('choices-notice')).toBe(sha256)
  expect(post!.get('choices-receipt')).toMatch(/^\.[0-9a-f-]{36}$/)
  expect(JSON.parse(post!.get('choices-observation') ?? '')).toMatchObject({ noticeAgeMs: null })
  expect(site.requests).toEqual([])
})

test('a script may hand the notice over as well', async ({ page, site }) => {
  await page.goto(
    site.serve({
      form: `${FIELDS}<constat-choices></constat-choices>`,
      script: `document.querySelector('constat-choices').data = ${JSON.stringify(await answered(devis))}`,
    }),
  )
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
})

/** Gives every element of the page the same notice again, in an object of its own. */
const giveAgain = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll('constat-choices, constat-notice'))
      if ('data' in element) element.data = structuredClone(element.data)
  })

for (const server of ['', 'server="/graphql" site-key="k" notice="devis"'])
  test(`the version that is shown, given again, changes nothing [${server}]`, async ({ page, site }) => {
    await page.goto(
      site.serve({
        form: `${FIELDS}<constat-choices ${server}></constat-choices><constat-notice ${server}></constat-notice>`,
        script: `for (const each of document.querySelectorAll('constat-choices, constat-notice'))
          each.data = ${JSON.stringify(await answered(devis))}`,
      }),
    )
    await page.getByRole('checkbox', { name: APPEL }).check()
    const layer = page.locator('constat-notice summary').first()
    await layer.click()
    await giveAgain(page)
    await page.getByRole('textbox', { name: 'Nom' }).pressSequentially('Ada')
    await giveAgain(page)
    await expect(page.getByRole('checkbox', { name: APPEL })).toBeChecked()
    await expect(layer.locator('..')).toHaveAttribute('open')
    expect(await page.evaluate(() => new FormData(document.forms[0]).get('choices[appel]'))).toBe('granted')
  })

test('another version, or none, given instead is taken, whichever was on its way', async ({ page, site }) => {
  const [appel] = devis.questions
  const other: NoticeDocument = { ...devis, questions: [{ ...appel!, label: 'Une autre question.' }] }
  await page.goto(
    site.serve({
      form: `${FIELDS}<constat-choices><input type="checkbox" aria-label="repli"></constat-choices>`,
      script: `document.one = ${JSON.stringify(await answered(devis))}
        document.other = ${JSON.stringify(await answered(other))}
        document.querySelector('constat-choices').data = document.one`,
    }),
  )
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  await page.evaluate(`(async () => {
    const element = document.querySelector('constat-choices')
    element.data = document.other
    await Promise.resolve()
    element.data = document.one
    await Promise.resolve()
    element.data = document.other
  })()`)
  await expect(page.getByRole('checkbox', { name: 'Une autre question.' })).toBeVisible()
  await page.evaluate(`document.querySelector('constat-choices').data = null`)
  await expect(page.getByRole('checkbox', { name: 'repli' })).toBeVisible()
})

for (const [fault, data] of [
  [
    'altered after it was published',
    async () => ({ sha256: await noticeSha256(devis), document: { ...devis, locale: 'en' } }),
  ],
  ['that nobody gave an address', async () => devis],
  ['in another schema', () => answered({ ...devis, schema: 'constat/notice@9' })],
  ['without questions', () => answered({ schema: 'constat/notice@1', locale: 'fr' })],
  ['that is no JSON', async () => '{"schema":'],
] as const)
  test(`a notice ${fault} renders nothing but the fallback`, async ({ page, site }) => {
    const messages = told(page)
    await page.goto(site.serve({ form: elementWith(await data()) }))
    await expect.poll(() => messages.join('\n')).toContain('<constat-choices>: ')
    await expect(page.locator('constat-choices:state(error)')).toHaveCount(1)
    await page.getByRole('checkbox', { name: 'repli' }).check()
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await expect.poll(() => site.posts[0]?.getAll('choices[appel]')).toEqual(['granted'])
  })

test('a notice that the server never published gives way to the fallback before it can be recorded', async ({
  page,
  site,
}) => {
  site.answers.notice = null
  const messages = told(page)
  await page.goto(site.serve({ form: elementWith(await answered(devis)) }))
  await page.getByRole('textbox', { name: 'Nom' }).focus()
  await expect(page.getByRole('checkbox', { name: 'repli' })).toBeEnabled()
  await expect(page.getByRole('checkbox', { name: APPEL })).toHaveCount(0)
  expect(messages.join()).toContain('No published notice')
})

test('a notice that was replaced meanwhile gives way to the latest', async ({ page, site }) => {
  const [appel] = devis.questions
  const old: NoticeDocument = { ...devis, questions: [{ ...appel!, label: 'L’ancienne question.' }] }
  await page.goto(site.serve({ form: elementWith(await answered(old)) }))
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  await expect(page.getByText('L’ancienne question.')).toHaveCount(0)
})
