import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildPage } from '@constat/verifier/build'
import { GOLDEN, goldenPath, goldenText, goldenTrust, hiddenText } from '@constat/verifier/testing'
import type { Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'
import { expect, test, trustPaths } from './opened.ts'

const verdict = (page: Page) => page.locator('#verdict')
const VERIFIED = 'This certificate is verified.'
const REFUSED = 'This certificate is refused.'
const WITHOUT_AGREEMENT = 'This certificate is verified, but it shows no agreement.'

test.use({ locale: 'en-GB' })

for (const name of GOLDEN)
  test(`the golden certificate "${name}" is verified`, async ({ opened: { page, golden } }) => {
    await golden(name)
    await expect(verdict(page)).toHaveText(name === 'refusal' ? WITHOUT_AGREEMENT : VERIFIED)
    await expect(verdict(page)).toHaveClass(name === 'refusal' ? 'warning' : 'verified')
    await expect(verdict(page)).toBeFocused()
    await expect(page.getByRole('heading', { name: 'What it does not cover' })).toBeVisible()
  })

test('the notice is shown as the person saw it, in its own language, untranslated and not to be answered', async ({
  opened: { page, golden },
}) => {
  await golden('witnessed')
  const notice = page.locator('.notice')
  await expect(notice).toHaveAttribute('lang', 'fr')
  await expect(notice).toHaveAttribute('translate', 'no')
  await expect(notice).toContainText('Vous pouvez refuser sans conséquence.')
  const box = notice.getByRole('checkbox', { name: "J'accepte d'être appelé par Cuisines Exemple SAS" })
  await expect(box).toBeDisabled()
  await expect(box).not.toBeChecked()
  await expect(notice).toContainText('Qui pourra vous contacter : Cuisines Exemple SAS')
  await expect(notice.getByRole('link')).toHaveCount(0)
  await expect(notice).toContainText('Nos finalités https://example.fr/finalites')
})

test('characters that no reader would see are marked, in the notice and in the answers', async ({
  opened: { page, choose },
}) => {
  const { certificate, trust } = await hiddenText()
  await page
    .locator('#trust-files')
    .setInputFiles(['tlog-policy.txt', 'jwks.json'].map((file) => join(trust, file)))
  await choose(certificate)
  await expect(verdict(page)).toHaveText(VERIFIED)
  const marked = 'J’accepte \uFFFDneir\uFFFD tout\uFFFD'
  await expect(page.locator('.notice')).toContainText(marked)
  await expect(page.getByRole('checkbox', { name: marked })).toBeVisible()
  await expect(page.locator('#body')).not.toContainText('\u202E')
})

test('what verifies time stamps is run for a certificate that has one, and for no other', async ({
  opened: { page, golden, choose },
}) => {
  const chunks = () => page.evaluate<string[]>('Object.keys(window.constat ?? {})')
  await golden('witnessed')
  await expect(verdict(page)).toHaveText(VERIFIED)
  expect(await chunks()).toEqual([])
  await choose(goldenPath('timestamped'))
  await expect(page.getByText('CLAIMED: no time-stamping authority you trust')).toBeVisible()
  await golden('timestamped')
  await expect(page.getByText('TIMESTAMPED: by an authority you trust')).toBeVisible()
  expect(await chunks()).toEqual(['timestamp'])
})

test('certificate and trust may be dropped', async ({ opened: { page, drop } }) => {
  const folder = trustPaths('witnessed').map((path) => ({
    name: path.replace(/^.*\//, '').replace('jwks', 'jwks (1)'),
    text: readFileSync(path, 'utf8'),
  }))
  await drop('#certificate-file', [{ name: 'lead.json', text: goldenText('witnessed') }])
  await expect(page.getByRole('status')).toHaveText('First give tlog-policy.txt and jwks.json.')
  await drop('#trust-help', folder)
  await expect(verdict(page)).toHaveText(VERIFIED)
  await expect(page.locator('#body')).toContainText('lead.json')
})

test('a file that is dropped elsewhere does nothing', async ({ opened: { page, drop } }) => {
  await drop('h1', [{ name: 'lead.json', text: goldenText('witnessed') }])
  await expect(page.getByRole('status')).toHaveText('')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Verify a certificate')
})

test('keys beside a certificate are not believed because they came along', async ({
  opened: { page, drop, trust },
}) => {
  await trust('witnessed')
  await drop('#certificate-file', [
    { name: 'lead.json', text: goldenText('witnessed') },
    { name: 'jwks.json', text: '{}' },
  ])
  await expect(page.getByRole('status')).toHaveText('One certificate at a time.')
})

const TAMPERED: readonly (readonly [string, () => string | Uint8Array, string])[] = [
  [
    'with another place in the log',
    () => goldenText('witnessed').replace('index 7', 'index 6'),
    'log/inclusion-invalid',
  ],
  ['that is junk', () => 'hello', 'form/certificate-not-json'],
  ['that is empty', () => '', 'form/certificate-not-json'],
  ['that is the ZIP of one', () => Uint8Array.of(0x50, 0x4b, 3, 4, 0xff), 'form/certificate-zipped'],
  [
    'in UTF-16',
    () => Buffer.from(`\uFEFF${goldenText('witnessed')}`, 'utf16le'),
    'form/certificate-not-utf8',
  ],
  ['of 40 MB', () => new Uint8Array(40_000_000), 'form/certificate-too-large'],
]
for (const [what, content, code] of TAMPERED)
  test(`a certificate ${what} is refused`, async ({ opened: { page, trust, choose, folder } }) => {
    const path = join(folder, 'bad.json')
    await writeFile(path, content())
    await trust('witnessed')
    await choose(path)
    await expect(verdict(page)).toHaveText(REFUSED)
    await expect(page.locator('#body')).toContainText(`[${code}]`)
  })

test('a byte order mark before certificate and trust, as editors put it, is passed over', async ({
  opened: { page, drop },
}) => {
  const marked = trustPaths('witnessed').map((path) => ({
    name: path.replace(/^.*\//, ''),
    text: `\uFEFF${readFileSync(path, 'utf8')}`,
  }))
  await drop('#trust-help', marked)
  await drop('#certificate-file', [{ name: 'lead.json', text: `\uFEFF${goldenText('witnessed')}` }])
  await expect(verdict(page)).toHaveText(VERIFIED)
})

test('a certificate that is chosen next takes the place of the first', async ({
  opened: { page, golden, choose, folder },
}) => {
  await golden('witnessed')
  await expect(verdict(page)).toHaveText(VERIFIED)
  const path = join(folder, 'bad.json')
  await writeFile(path, '{}')
  await choose(path)
  await expect(verdict(page)).toHaveText(REFUSED)
})

test('trust that is none is refused, and says why', async ({ opened: { page, choose, folder } }) => {
  const give = async (name: string, text: string): Promise<void> => {
    await writeFile(join(folder, name), text)
    await page.locator('#trust-files').setInputFiles(join(folder, name))
  }
  await choose(goldenPath('witnessed'))
  const status = page.getByRole('status')
  await expect(status).toHaveText('First give tlog-policy.txt and jwks.json.')
  await give('other.txt', '')
  await expect(status).toHaveText('Not a trust file: other.txt')
  await give('tlog-policy.txt', 'junk')
  await expect(status).toHaveText('First give tlog-policy.txt and jwks.json.')
  await give('jwks.json', '{"keys":[]}')
  await expect(status).toHaveText(
    'Trust files to correct: tlog-policy.txt (1) [line-unknown]: take /.well-known/tlog-policy.txt of the server, unchanged',
  )
  await give('tlog-policy.txt', 'quorum none\n')
  await expect(verdict(page)).toHaveText(REFUSED)
  await expect(page.locator('#body')).toContainText('[signature/key-unknown]')
})

test('what files are called and hold is text to the page, and what cannot be read is said', async ({
  opened: { page, drop, folder },
}) => {
  const status = page.getByRole('status')
  await drop('#trust-help', [{ name: '<img src=x>.txt', text: '' }])
  await expect(status).toHaveText('Not a trust file: <img src=x>.txt')
  await writeFile(join(folder, 'jwks.json'), Uint8Array.of(0xff))
  await page.locator('#trust-files').setInputFiles(join(folder, 'jwks.json'))
  await expect(status).toHaveText('It cannot be read.')
})

test('a browser that cannot verify says so, rather than call a certificate bad', async ({
  opened: { page, golden },
}) => {
  await page.addInitScript(`Object.defineProperty(crypto, 'subtle', { value: undefined })`)
  await page.reload()
  await golden('witnessed')
  await expect(page.getByRole('status')).toContainText('This browser cannot verify Ed25519 here.')
  await expect(page.locator('#report')).toBeHidden()
})

test('the lead in hand is compared as the person typed it', async ({ opened: { page, golden } }) => {
  await golden('witnessed')
  await expect(verdict(page)).toBeFocused()
  const phone = page.getByRole('textbox', { name: 'Phone' })
  // As a person does: only what is typed makes Firefox tell of a change.
  const type = async (number: string): Promise<void> => {
    await phone.clear()
    await phone.pressSequentially(number)
    await phone.press('Enter')
  }
  await type('06 39 98 12 34')
  await expect(page.locator('#body')).toContainText('+33639981234 (that of your lead)')
  await expect(phone).toBeFocused()
  await expect(page.getByRole('status')).toHaveText(VERIFIED)
  await type('06 39 98 12 35')
  await expect(page.locator('#body')).toContainText('[lead/lead-phone-mismatch]')
  await expect(page.locator('#body')).toContainText('+33639981234 (NOT that of your lead)')
  await type('06')
  await expect(page.getByRole('status')).toHaveText(/^Contact to correct: .*lacks digits/)
  await expect(page.locator('#report')).toBeHidden()
  await page.getByRole('button', { name: 'Français' }).click()
  await expect(page.getByRole('status')).toHaveText(
    'Coordonnée à corriger : Il manque des chiffres au numéro.',
  )
})

test('the recipient must be one that an answer agrees to', async ({ opened: { page, golden } }) => {
  await golden('witnessed')
  await expect(verdict(page)).toBeFocused()
  const recipient = page.getByRole('textbox', { name: 'Your key in the notice' })
  await recipient.pressSequentially('cuisines')
  await recipient.press('Enter')
  await expect(page.locator('#body')).toContainText('agrees to contact by Cuisines Exemple SAS')
  await expect(recipient).toBeFocused()
  await recipient.clear()
  await recipient.pressSequentially('fenetres')
  await recipient.press('Enter')
  await expect(page.locator('#body')).toContainText('[lead/recipient-not-named]')
})

test('trust files chosen together take the place of all that were chosen before', async ({
  opened: { page, trust, choose },
}) => {
  await trust('timestamped')
  await choose(goldenPath('timestamped'))
  const level = page.getByText('TIMESTAMPED: by an authority you trust')
  await expect(level).toBeVisible()
  const paths = trustPaths('timestamped').filter((path) => !path.endsWith('.pem'))
  await page.locator('#trust-files').setInputFiles(paths)
  await expect(level).toBeHidden()
  await expect(page.getByText('CLAIMED: no time-stamping authority you trust')).toBeVisible()
  await expect(page.locator('#trusted')).toContainText('Time-stamping roots0')
})

test('it speaks French and English, page and report alike', async ({ opened: { page, golden } }) => {
  await golden('witnessed')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByRole('button', { name: 'Français' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(page).toHaveTitle('Vérifier un certificat')
  await expect(verdict(page)).toHaveText('Ce certificat est vérifié.')
  await expect(page.getByRole('button', { name: 'Français' })).toHaveAttribute('aria-pressed', 'true')
})

test('a page that was built with a trust needs none', async ({ page, opened: { folder } }) => {
  const read = (file: string) => readFileSync(join(goldenTrust('witnessed'), file), 'utf8')
  const { html } = await buildPage({
    'tlog-policy.txt': read('tlog-policy.txt'),
    'jwks.json': read('jwks.json'),
  })
  const path = join(folder, 'verify.html')
  await writeFile(path, html)
  await page.goto(pathToFileURL(path).href)
  await expect(page.locator('#trusted')).toContainText('proofs.example.fr/log/1')
  await page.locator('#certificate-file').setInputFiles(goldenPath('witnessed'))
  await expect(verdict(page)).toHaveText(VERIFIED)
})

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

test('axe finds nothing, empty and with a report', async ({ opened: { page, golden } }) => {
  const violations = async (): Promise<readonly string[]> => {
    await page.evaluate(axe)
    const { violations: found } = await page.evaluate<AxeResults>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
    )
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }
  expect(await violations()).toEqual([])
  await golden('witnessed')
  await expect(verdict(page)).toBeVisible()
  expect(await violations()).toEqual([])
})

test('the keyboard alone reaches everything in order', async ({ opened: { page } }) => {
  const reached: string[] = []
  for (let press = 0; press < 7; press += 1) {
    await page.keyboard.press('Tab')
    reached.push(
      await page.evaluate<string>('document.activeElement.id || document.activeElement.textContent'),
    )
  }
  expect(reached).toEqual([
    'Français',
    'English',
    'trust-files',
    'phone',
    'email',
    'recipient',
    'certificate-file',
  ])
})

test('nothing is cut at 320 px', async ({ opened: { page, golden } }) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await golden('witnessed')
  await expect(verdict(page)).toBeVisible()
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
})
