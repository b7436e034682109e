import { expect, type Locator, type Page } from '@playwright/test'

/** The box of a yes to calls. */
export const box = (page: Page): Locator => page.getByRole('checkbox', { name: /accepte que|I agree/ })
export const phone = (page: Page): Locator => page.getByLabel('Téléphone')
export const status = (page: Page): Locator => page.locator('constat-choices').getByRole('status')
export const send = (page: Page): Promise<void> => page.getByRole('button', { name: 'Envoyer' }).click()

/** The site's next page is there. */
export const isSent = (page: Page): Promise<void> =>
  expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
export const isInState = (page: Page, state: string): Promise<void> =>
  expect(page.locator(`constat-choices:state(${state})`)).toHaveCount(1)
