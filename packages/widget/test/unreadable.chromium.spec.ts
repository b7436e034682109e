import type { Page } from '@playwright/test'
import { isInState, phone, send } from './server/form.ts'
import { expect, test, type Host } from './server/host.ts'
import type { ProofServer } from './server/proof-server.ts'
import { STAYS } from './site.ts'

/** Opens a form that takes whatever is typed, with the contact filled in; returns what is recorded from then on. */
const open = async (page: Page, host: Host, { events }: ProofServer, number: string, address: string) => {
  const before = (await events()).length
  await page.goto(host.serve({ script: `document.forms[0].noValidate = true; ${STAYS}` }))
  await phone(page).fill(number)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(address)
  return async () => (await events()).slice(before).map(({ kind, contactHint }) => `${kind} ${contactHint}`)
}

test('a prefix in the phone field, as phone libraries put there, does not stop a yes to e-mail', async ({
  page,
  host,
  proofs,
}) => {
  const recorded = await open(page, host, proofs, '+33', 'marie@exemple.fr')
  await page.getByRole('radio', { name: 'Oui' }).check()
  await send(page)
  await isInState(page, 'recorded')
  expect(await recorded()).toEqual(['GIVEN m•••@exemple.fr'])
})

test('half an address does not stop a yes to calls', async ({ page, host, proofs }) => {
  const recorded = await open(page, host, proofs, '0639980702', 'marie@')
  await page.getByRole('checkbox', { name: /accepte que/ }).check()
  await send(page)
  await isInState(page, 'recorded')
  expect(await recorded()).toEqual(['GIVEN +33 6 •• •• •• 02'])
})

test('a yes taken back with half a number in the field is taken back', async ({ page, host, proofs }) => {
  const recorded = await open(page, host, proofs, '0639980711', '')
  const box = page.getByRole('checkbox', { name: /accepte que/ })
  await box.check()
  await send(page)
  await isInState(page, 'recorded')
  await box.uncheck()
  await phone(page).press('ControlOrMeta+a')
  await phone(page).pressSequentially('06')
  await send(page)
  await isInState(page, 'recorded')
  await expect
    .poll(recorded)
    .toEqual(['GIVEN +33 6 •• •• •• 11', 'REFUSED null', 'WITHDRAWN +33 6 •• •• •• 11'])
})

for (const number of ['+33', ''])
  test(`a yes to calls with "${number}" for a number is refused and she is told, until she gives one`, async ({
    page,
    host,
    proofs,
  }) => {
    const recorded = await open(page, host, proofs, number, '')
    const causes = page.locator('constat-choices').evaluate(
      (choices) =>
        new Promise<unknown>((resolve) => {
          choices.addEventListener('constat-error', (event) => resolve('cause' in event && event.cause))
        }),
    )
    await page.getByRole('checkbox', { name: /accepte que/ }).check()
    await send(page)
    await expect(page.getByRole('status')).toHaveText(/n’est pas enregistrée : corrigez votre numéro/)
    await isInState(page, 'invalid')
    await isInState(page, 'ready')
    expect(await causes).toBe('CONTACT_REFUSED')
    expect(await recorded()).toEqual([])
    await expect(page.getByRole('checkbox', { name: /accepte que/ })).toBeChecked()
    await phone(page).fill('0639980713')
    await send(page)
    await isInState(page, 'recorded')
    await expect(page.locator('constat-choices:state(invalid)')).toHaveCount(0)
    expect(await recorded()).toEqual(['GIVEN +33 6 •• •• •• 13'])
  })
