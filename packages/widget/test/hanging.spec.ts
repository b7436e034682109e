import { renderFallback } from '@constat/widget/fallback'
import type { Page } from '@playwright/test'
import { box, isInState, isSent, phone, send } from './server/form.ts'
import { expect, FIELDS, test } from './server/host.ts'
import { PUBLISHED } from './server/notices.ts'
import { isRecord } from './server/proof-server.ts'
import { STAYS } from './site.ts'

const answer = async (page: Page): Promise<void> => {
  await phone(page).fill('0639980710')
  await box(page).check()
}

test('while the server does not answer the fallback does, and what must be answered is asked for', async ({
  page,
  host,
  proofs,
}) => {
  const gate = Promise.withResolvers<void>()
  proofs.setEdge(async (request, pass) => {
    await gate.promise
    return pass(request)
  })
  const inside = renderFallback(PUBLISHED, { sha256: 'a'.repeat(64), required: true })
  await page.goto(host.serve({ form: FIELDS + host.element('required', inside) }))
  await isInState(page, 'loading')
  await answer(page)
  await send(page)
  expect(host.posts).toHaveLength(0)
  // It did not have to give up first.
  await isInState(page, 'loading')
  await page.getByRole('radio', { name: 'Non' }).check()
  await send(page)
  await isSent(page)
  gate.resolve()
  expect(host.posts[0]?.getAll('choices[appel]')).toEqual(['granted'])
  expect(host.posts[0]?.getAll('choices[partenaires]')).toEqual(['refused'])
})

test('a record that another tab has its turn before is told as soon as the server has it', async ({
  page,
  host,
}) => {
  await page.goto(host.serve({ script: STAYS }))
  const other = await page.context().newPage()
  await other.goto(`${host.url}/`)
  await other.evaluate(() => {
    const server = document.querySelector('constat-choices')?.getAttribute('server')
    // Held for as long as the tab is there.
    return new Promise<void>(
      (resolve) =>
        void navigator.locks.request(`constat ${server}`, () => {
          resolve()
          return new Promise(() => {})
        }),
    )
  })
  await answer(page)
  await send(page)
  await isInState(page, 'recorded')
  expect(
    await page.evaluate(`document.querySelector('constat-choices').record().then(({ id }) => id)`),
  ).toMatch(/^rcp_/)
})

test('a record that hangs is shown as waiting after some seconds, and as recorded when it is', async ({
  page,
  host,
  proofs,
}) => {
  let records = 0
  const gate = Promise.withResolvers<void>()
  proofs.setEdge(async (request, pass) => {
    if (!(await isRecord(request))) return pass(request)
    records++
    await gate.promise
    return pass(request)
  })
  await page.goto(host.serve({ form: FIELDS + host.element('deliver="manual"'), script: STAYS }))
  await answer(page)
  expect(
    await page.evaluate(`document.querySelector('constat-choices').record().catch(({ cause }) => cause)`),
  ).toBe('UNREACHABLE')
  await isInState(page, 'queued')
  gate.resolve()
  await isInState(page, 'recorded')
  // The first try was not given up.
  expect(records).toBe(1)
})
