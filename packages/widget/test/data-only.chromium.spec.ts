import { readChoices, type PostedChoices } from '@constat/widget/form-data'
import { noticeSha256, type NoticeDocument } from '@constat/core/notice'
import type { Page } from '@playwright/test'
import { expect, FIELDS, test, type Host } from './server/host.ts'
import { PUBLISHED } from './server/notices.ts'
import type { ProofServer } from './server/proof-server.ts'

const PHONE = '0639980199'

/** Answers yes in a form whose element has no server, and gives what the form posted. */
const postedWith = async (page: Page, host: Host, notice: NoticeDocument) => {
  const data = JSON.stringify({ sha256: await noticeSha256(notice), document: notice })
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).origin))
  await page.goto(
    host.serve({
      form: `${FIELDS}<constat-choices><script type="application/json">${data}</script></constat-choices>`,
    }),
  )
  await page.getByLabel('Téléphone').fill(PHONE)
  const box = page.getByRole('checkbox', { name: /accepte que/ })
  await box.scrollIntoViewIfNeeded()
  // What came under a pointer just now counts as not seen.
  await page.waitForTimeout(1500)
  await box.check()
  await page.waitForFunction(() => new FormData(document.forms[0]).has('choices-observation'))
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => host.posts.length).toBe(1)
  expect(new Set(requests)).toEqual(new Set([host.url]))
  return readChoices(host.posts[0]!)
}

/** What the back end makes of it. */
const record = ({ client }: ProofServer, { notice, choices, observation, submission }: PostedChoices) =>
  client.recordConsent({
    notice: notice ?? '',
    contact: { phone: PHONE },
    choices: [...choices],
    observation,
    idempotencyKey: submission ?? '',
  })

test('without a server in the page, the back end proves what the form carried', async ({
  page,
  host,
  proofs,
}) => {
  expect(await record(proofs, await postedWith(page, host, PUBLISHED))).toMatchObject({
    __typename: 'RecordConsentPayload',
    events: [{ kind: 'GIVEN', provenance: 'SERVER_ATTESTED', observationGrade: 'ASSURED' }],
  })
})

test('a text that no server published proves nothing, though the page gave it an address', async ({
  page,
  host,
  proofs,
}) => {
  const [appel, ...others] = PUBLISHED.questions
  const own = {
    ...PUBLISHED,
    questions: [{ ...appel!, label: 'J’accepte que tous m’appellent.' }, ...others],
  }
  expect(await record(proofs, await postedWith(page, host, own))).toMatchObject({
    __typename: 'NotFound',
  })
})
