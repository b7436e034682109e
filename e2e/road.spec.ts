import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from '@constat/client'
import type { Page } from '@playwright/test'
import { expect, test } from './demo.ts'
import { tick } from './example.ts'

/** As a telephone keyboard gives it: no-break and narrow no-break spaces between the pairs. */
const TYPED = '06\u00a039\u202f98\u00a012\u202f34'
const CALL = { channel: 'LIVE_CALL', advertiser: 'cuisines-marais', goods: 'cuisines' } as const

const fillIn = async (page: Page, url: string, phone: string): Promise<void> => {
  await page.goto(`${url}/demo`)
  // Until the widget is there the boxes in view are those for browsers without script, disabled.
  await expect(page.getByRole('checkbox', { name: 'm’appelle' })).toBeEnabled()
  await page.getByRole('textbox', { name: 'Nom' }).fill('Ada Lovelace')
  await page.getByRole('textbox', { name: 'Téléphone' }).fill(phone)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.fr')
}

const call = (client: Client, at?: string) =>
  client.checkEligibility({ contact: { phone: '+33639981234' }, ...CALL, at: at ?? null })

/** The answer now, or at the next lawful instant when only the hour forbids it. */
const callInLawfulHours = async (client: Client) => {
  const now = await call(client)
  return now.nextPossibleAt ? call(client, now.nextPossibleAt) : now
}

const codes = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }) =>
  reasons.map(({ code }) => code)

test('a consent given in the form is proved, survives a kill, is answered, and is withdrawn', async ({
  page,
  ownDemo: demo,
}) => {
  const client = await demo.client()
  const before = await call(client)
  expect([before.verdict, codes(before)[0]]).toEqual(['DENY', 'NO_CONSENT'])

  await fillIn(page, demo.url, TYPED)
  for (const box of await page.getByRole('checkbox').all()) await expect(box).not.toBeChecked()
  await tick(page.getByRole('checkbox', { name: 'm’appelle' }))
  await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
  await expect(page.getByRole('row', { name: 'm’appelle' })).toContainText('Accepté')
  await expect(page.getByRole('row', { name: 'SMS' })).toContainText('Case laissée vide')
  const receipt = await page.locator('[data-receipt]').innerText()
  const statement = await page.locator('[data-statement]').textContent()
  const manageUrl = await page.getByRole('link', { name: 'Voir ou retirer' }).getAttribute('href')

  const after = await callInLawfulHours(client)
  expect([after.verdict, codes(after)[0], after.legalBasis]).toEqual(['ALLOW', 'OK_CONSENT_VALID', 'CONSENT'])
  expect(receipt.slice(4)).toBe(after.evidence[0]?.id.slice(4))

  await demo.end('SIGKILL')
  await demo.start()
  const { edges } = await client.events({ contact: { phone: '06 39 98 12 34' } })
  expect(edges.map(({ node }) => [node.kind, node.provenance, node.observationGrade])).toEqual([
    ['GIVEN', 'SITE_CHALLENGED', 'ASSURED'],
  ])
  expect(edges[0]?.node.statement).toBe(statement)
  expect((await callInLawfulHours(client)).verdict).toBe('ALLOW')

  await page.goto(manageUrl ?? '')
  await expect(page.getByText('+33 6 •• •• •• 34')).toBeVisible()
  // Its style passes its own policy.
  await expect(page.locator('body')).toHaveCSS('max-width', '672px')
  await page.getByRole('button', { name: 'Retirer mes accords' }).click()
  await expect(page.getByRole('status')).toContainText('Vos accords sont retirés')
  const withdrawn = await call(client)
  expect([withdrawn.verdict, codes(withdrawn)[0]]).toEqual(['DENY', 'CONSENT_WITHDRAWN'])
})

test('refusing everything sends the form as well, and the refusal is stored', async ({ page, demo }) => {
  await fillIn(page, demo.url, '06 39 98 21 01')
  await expect(page.getByRole('checkbox')).toHaveCount(4)
  await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
  await expect(page.getByRole('heading', { name: 'Merci Ada Lovelace' })).toBeVisible()
  const { edges } = await (await demo.client()).events({ contact: { phone: '06 39 98 21 01' } })
  expect(edges.map(({ node }) => node.kind)).toEqual(['REFUSED'])
  expect(edges[0]?.node.choices.map(({ answer }) => answer)).toEqual(
    Array.from({ length: 4 }, () => 'UNANSWERED'),
  )
})

test('when the browser’s copy is lost, the back end sends the submission itself', async ({ page, demo }) => {
  await fillIn(page, demo.url, '06 39 98 21 02')
  const box = page.getByRole('checkbox', { name: 'm’appelle' })
  await box.check()
  // The challenge is there; only the record never leaves.
  await page.waitForTimeout(500)
  await page.route('**/graphql', (route) => route.abort())
  await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
  await expect(page.getByText('transmises par notre serveur')).toBeVisible({ timeout: 15_000 })
  const { edges } = await (await demo.client()).events({ contact: { phone: '06 39 98 21 02' } })
  expect(edges.map(({ node }) => [node.kind, node.provenance])).toEqual([['GIVEN', 'SERVER_ATTESTED']])
})

test('a wrong phone does not lose the quote request, and says what is wrong', async ({ page, demo }) => {
  const email = 'typo@example.fr'
  await fillIn(page, demo.url, '12')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByRole('checkbox', { name: 'm’appelle' }).check()
  await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
  await expect(page.locator('.issues')).toContainText('input.contact.phone', { timeout: 15_000 })
  expect((await (await demo.client()).events({ contact: { email } })).edges).toEqual([])
})

test('a second start has the same data and the same keys, readable by their owner alone', async ({
  ownDemo: demo,
}) => {
  const first = await demo.file()
  await demo.end('SIGTERM')
  await demo.start()
  expect(await demo.file()).toEqual(first)
  const { mode } = await stat(join(demo.folder, 'data', 'demo.json'))
  expect((mode & 0o777).toString(8)).toBe('600')
  expect((await (await demo.client()).viewer()).keyKind).toBe('SECRET')
  for (const path of ['/livez', '/readyz']) expect((await fetch(demo.url + path)).status).toBe(200)
})

test('GraphiQL opens with the demo’s key and asks the server', async ({ page, demo }) => {
  await page.goto(`${demo.url}/graphql`)
  await page.getByRole('button', { name: /Execute/ }).click()
  await expect(page.locator('.graphiql-response')).toContainText('NO_CONSENT')
})

test('nothing that the demo prints holds a contact or a key', async ({ page, demo }) => {
  const { siteKey, secretKey } = await demo.file()
  await fillIn(page, demo.url, '06 39 98 21 03')
  await page.getByRole('checkbox', { name: 'm’appelle' }).check()
  await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  const lines = [
    '{"ref":"Lovelace","phone":"06 39 98 21 03"}',
    '{"ref":"2","email":"ada@example.fr"}',
    '{"ref":"3","phone":"0639982103 Lovelace"}',
    'Lovelace 06 39 98 21 03 ada@example.fr',
  ]
  const stream = `${demo.url}/v1/eligibility/stream?channel=LIVE_CALL&advertiser=ada@example.fr`
  for (const [key, status] of [
    [secretKey, 200],
    [siteKey, 403],
  ] as const) {
    const answer = await fetch(stream, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson', origin: demo.url },
      body: lines.join('\n'),
    })
    expect([answer.status, (await answer.text()).includes('"end":true')]).toEqual([status, status === 200])
  }
  await expect.poll(() => demo.printed).toContain('/v1/eligibility/stream')
  for (const secret of [siteKey, secretKey, 'ada@example.fr', '639982103', '06 39 98 21', 'Lovelace']) {
    expect(demo.printed).not.toContain(secret)
  }
})

test('over the wire, a body of two megabytes and a site key from elsewhere are refused with path and rule', async ({
  demo,
}) => {
  const { siteKey, secretKey } = await demo.file()
  const ask = async (key: string, padding: string, origin: string) => {
    const answer = await fetch(`${demo.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, origin },
      body: JSON.stringify({ query: '{ notice(key: "devis") { sha256 } }', variables: { padding } }),
    })
    const { errors } = await answer.json()
    return [answer.status, errors?.[0].extensions.code, errors?.[0].extensions.issues[0].rule]
  }
  expect(await ask(secretKey, 'x'.repeat(2_000_000), demo.url)).toEqual([413, 'INVALID_INPUT', 'body-size'])
  expect(await ask(siteKey, '', 'https://elsewhere.example')).toEqual([
    403,
    'ORIGIN_DENIED',
    'allowed-origin',
  ])
  // What a page asks is known to the server by its id: words of its own are answered to no page.
  expect(await ask(siteKey, '', demo.url)).toEqual([400, 'INVALID_INPUT', 'persisted-document'])
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the same boxes are there, and the back end records what was ticked', async ({ page, demo }) => {
    await fillIn(page, demo.url, '06 39 98 21 04')
    await page.getByRole('checkbox', { name: 'm’appelle' }).check()
    await page.getByRole('button', { name: 'Recevoir mon devis' }).click()
    await expect(page.getByRole('heading', { name: 'Merci Ada Lovelace' })).toBeVisible()
    await expect(page.getByText('Votre navigateur n’exécute pas de script')).toBeVisible()
    const { edges } = await (await demo.client()).events({ contact: { phone: '06 39 98 21 04' } })
    expect(edges.map(({ node }) => [node.kind, node.provenance, node.observationGrade])).toEqual([
      ['GIVEN', 'SERVER_ATTESTED', 'INCOMPLETE'],
    ])
    // Asked and left alone is not the same as never asked.
    expect(edges[0]?.node.choices.map(({ answer }) => answer)).toEqual([
      'GRANTED',
      'UNANSWERED',
      'UNANSWERED',
      'UNANSWERED',
    ])
  })
})
