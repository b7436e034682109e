import { noticeSha256 } from '@constat/core/notice'
import { readChoices } from '@constat/widget/form-data'
import { ANSWERS, element, fallback, post } from './fallback-form.ts'
import { devis } from './notice.ts'
import { expect, FIELDS, test } from './site.ts'

test('with the element, the back end reads its answers and its token; the fallback says nothing beside it', async ({
  page,
  site,
}) => {
  await page.goto(site.serve({ form: FIELDS + element(await fallback()) }))
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  await expect(page.getByRole('group', { name: 'Vos choix' })).toHaveCount(1)
  await expect(page.getByRole('radio', { name: 'Non' })).toBeEnabled()
  expect(await post(page, site)).toMatchObject({ choices: ANSWERS, origin: 'widget' })
  expect([...site.posts.at(-1)!.keys()].filter((name) => /-asked|-origin/.test(name))).toEqual([])
})

test('what its site ticked answers nothing where the notice cannot be had, nor what it parsed by script says that there was none', async ({
  page,
  site,
}) => {
  site.answers.notice = null
  const ticked = element((await fallback()).replaceAll(/type="(checkbox|radio)"/g, '$& checked'))
  await page.goto(
    site.serve({
      form: `${FIELDS}<div id="here"></div>`,
      script: `const { body } = new DOMParser().parseFromString(${JSON.stringify(ticked)}, 'text/html')
        document.querySelector('#here').append(...body.childNodes)`,
    }),
  )
  await expect(page.locator('constat-choices:state(error)')).toHaveCount(1)
  await expect(page.getByRole('radio', { name: 'Non' })).not.toBeChecked()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  const { choices, origin } = readChoices(site.posts[0]!)
  expect(choices.map(({ answer }) => answer)).toEqual(['UNANSWERED', 'UNANSWERED', 'UNANSWERED'])
  expect(origin).toBe('fallback')
})

test('where the element cannot work, its fallback answers under the same names', async ({ page, site }) => {
  site.answers.notice = null
  await page.goto(site.serve({ form: FIELDS + element(await fallback()) }))
  await expect(page.locator('constat-choices:state(error)')).toHaveCount(1)
  await expect(page.getByRole('radio', { name: 'Non' })).toBeEnabled()
  expect(await post(page, site)).toEqual({
    choices: ANSWERS,
    notice: await noticeSha256(devis),
    receiptToken: null,
    replaces: [],
    submission: null,
    observation: null,
    origin: 'fallback',
  })
})
