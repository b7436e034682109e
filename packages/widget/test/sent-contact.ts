import type { Page } from '@playwright/test'
import { expect, STAYS, type Site } from './site.ts'

/** The contact that a form of these fields hands to the server, each field filled with a value of its own. */
export const contactOf = (page: Page, site: Site, fields: Readonly<Record<string, string>>) =>
  contactIn(
    page,
    site,
    Object.entries(fields)
      .map(([value, attributes]) => `<input ${attributes} value="${value}">`)
      .join(''),
  )

/** The contact that a form hands to the server, by an element with these attributes. */
export const contactIn = async (page: Page, site: Site, form: string, attributes = '', script = '') => {
  const element = site.element.replace('notice=', `${attributes} notice=`)
  await page.goto(site.serve({ form: form + element, script: STAYS + script }))
  await expect(page.locator('constat-choices:state(ready)')).toHaveCount(1)
  const before = site.sent('RecordConsent').length
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => site.sent('RecordConsent').length).toBe(before + 1)
  return site.sent('RecordConsent').at(-1)?.variables.input?.contact
}
