import type { Page } from '@playwright/test'
import { noticeSha256 } from '@constat/core/notice'
import { renderFallback } from '@constat/widget/fallback'
import { readChoices, type PostedChoices } from '@constat/widget/form-data'
import { devis } from './notice.ts'
import { expect, FIELDS, test, type Site } from './site.ts'

const fallback = async (): Promise<string> => renderFallback(devis, { sha256: await noticeSha256(devis) })

const element = (inside: string): string =>
  `<constat-choices server="/graphql" site-key="constat_site_test" notice="devis">${inside}</constat-choices>`

/** Answers as a person does, with the element or without, sends, and reads the post as a back end does. */
const post = async (page: Page, site: Site): Promise<PostedChoices> => {
  await page.getByRole('checkbox', { name: /accepte que Cuisines/ }).check()
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  return readChoices(site.posts.at(-1)!)
}

const ANSWERS = [
  { question: 'appel', answer: 'GRANTED' },
  { question: 'partenaires', answer: 'REFUSED' },
  { question: 'courriel', answer: 'UNANSWERED' },
]

test('with the element, the back end reads its answers and its token; the fallback says nothing beside it', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ form: FIELDS + element(await fallback()) }))
  await expect(page.getByRole('group', { name: 'Vos choix' })).toHaveCount(1)
  await expect(page.getByRole('radio', { name: 'Non' })).toBeEnabled()
  expect(await post(page, site)).toMatchObject({ choices: ANSWERS, origin: 'widget' })
  expect([...site.posts.at(-1)!.keys()].filter((name) => /-asked|-origin/.test(name))).toEqual([])
})

test('where the element cannot work, its fallback answers under the same names', async ({ page, site }) => {
  site.answers.notice = null
  await page.goto(site.serve({ form: FIELDS + element(await fallback()) }))
  await expect(page.getByRole('radio', { name: 'Non' })).toBeEnabled()
  expect(await post(page, site)).toEqual({
    choices: ANSWERS,
    notice: await noticeSha256(devis),
    receiptToken: null,
    submission: null,
    observation: null,
    origin: 'fallback',
  })
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })
  // This Playwright cannot turn scripts off in Debian's Firefox: the test would run with the element.
  test.skip(({ browserName }) => browserName === 'firefox')

  test('the same answers under the same names, and the back end can tell', async ({ page, site }) => {
    await page.goto(site.serve({ form: FIELDS + element(await fallback()) }))
    expect(await post(page, site)).toEqual({
      choices: ANSWERS,
      notice: await noticeSha256(devis),
      receiptToken: null,
      submission: null,
      observation: null,
      origin: 'no-script',
    })
  })
})
