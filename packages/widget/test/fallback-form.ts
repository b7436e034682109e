import type { Page } from '@playwright/test'
import { noticeSha256 } from '@constat/core/notice'
import { renderFallback } from '@constat/widget/fallback'
import { readChoices, type PostedChoices } from '@constat/widget/form-data'
import { devis } from './notice.ts'
import { expect, type Site } from './site.ts'

/** What a server renders between the element's tags. */
export const fallback = async (): Promise<string> =>
  renderFallback(devis, { sha256: await noticeSha256(devis) })

export const element = (inside: string): string =>
  `<constat-choices server="/graphql" site-key="constat_site_test" notice="devis">${inside}</constat-choices>`

/** Answers as a person does, with the element or without, sends, and reads the post as a back end does. */
export const post = async (page: Page, site: Site): Promise<PostedChoices> => {
  await page.getByRole('checkbox', { name: /accepte que Cuisines/ }).check()
  await page.getByRole('radio', { name: 'Non' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  return readChoices(site.posts.at(-1) ?? new URLSearchParams())
}

/** What {@link post} answers. */
export const ANSWERS = [
  { question: 'appel', answer: 'GRANTED' },
  { question: 'partenaires', answer: 'REFUSED' },
  { question: 'courriel', answer: 'UNANSWERED' },
]
