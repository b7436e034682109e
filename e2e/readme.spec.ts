import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from './demo.ts'

const README = new URL('../README.md', import.meta.url)

/** The one snippet of the README in this language. */
const snippet = async (language: string): Promise<string> => {
  const found = [...(await readFile(README, 'utf8')).matchAll(/```(\w+)\n([\s\S]*?)```/g)].filter(
    ([, of]) => of === language,
  )
  expect(found, `one ${language} snippet`).toHaveLength(1)
  return found[0]?.[2] ?? ''
}

test('the README shows the two commands first', async () => {
  expect((await snippet('sh')).trim().split('\n')).toEqual(['npx -y pnpm@12 start', 'npx -y pnpm@12 test'])
})

test('the embed snippet is about ten lines and works on a site of its own', async ({ page, demo }) => {
  const { siteKey } = await demo.file()
  const snippetHtml = await snippet('html')
  expect(snippetHtml.trim().split('\n').length).toBeLessThanOrEqual(10)
  const html = snippetHtml.replaceAll('http://localhost:4000', demo.url).replace('constat_site_…', siteKey)
  const site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
  }).listen(Number(new URL(demo.site).port), '127.0.0.1')
  try {
    await page.goto(demo.site)
    await expect(page.getByRole('checkbox')).toHaveCount(4)
    await expect(page.getByText('for browsers without script')).toBeHidden()
    await page.getByLabel('Téléphone').fill('06 39 98 55 55')
    await page.getByRole('checkbox', { name: 'm’appelle' }).check()
    await page.waitForTimeout(300)
    await page.getByRole('button').click()
    const client = await demo.client()
    await expect
      .poll(async () => (await client.events({ contact: { phone: '06 39 98 55 55' } })).edges.length)
      .toBe(1)
  } finally {
    site.close()
  }
})

test('the certificate of the README is issued, trusted and verified by its two lines', async ({ demo }) => {
  const client = await demo.client()
  const { notices, secretKey } = await demo.file()
  const recorded = await client.recordConsent({
    idempotencyKey: 'readme certificate',
    notice: notices[0]?.sha256 ?? '',
    contact: { phone: '06 39 98 77 01' },
    choices: [{ question: 'appel', answer: 'GRANTED' }],
  })
  if (recorded.__typename !== 'RecordConsentPayload') throw new Error(recorded.__typename)
  const query = (await snippet('graphql')).replace('evt_…', recorded.events[0]?.id ?? '')
  const ask = async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${secretKey}` }
    const response = await fetch(`${demo.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    })
    return (await response.json()).data.issueCertificate
  }
  await expect.poll(async () => (await ask()).__typename, { timeout: 10_000 }).toBe('IssueCertificatePayload')
  await writeFile(join(demo.folder, 'certificate.json'), JSON.stringify((await ask()).certificate.document))

  const lines = (await snippet('console')).replaceAll('http://localhost:4000', demo.url).trim().split('\n')
  expect(lines).toHaveLength(2)
  const run = promisify(execFile)
  const constat = async (line: string) => {
    const [, args = ''] = line.split('npx -y pnpm@12 constat ')
    const main = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url))
    const env = { ...process.env, XDG_CONFIG_HOME: demo.folder, LANG: 'en_GB.UTF-8' }
    const command = ['--conditions=@constat/source', main, ...args.split(' ')]
    return (await run(process.execPath, command, { cwd: demo.folder, env })).stdout
  }
  await constat(lines[0] ?? '')
  const report = await constat(lines[1] ?? '')
  expect(report).toContain('+33639987701')
})

test('the GraphQL snippet is about ten lines and prints a verdict', async ({ demo }) => {
  const code = await snippet('js')
  expect(code.trim().split('\n').length).toBeLessThanOrEqual(10)
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: demo.folder,
  })
  expect(JSON.parse(stdout).data.checkEligibility).toMatchObject({ verdict: 'DENY', evidence: [] })
})
