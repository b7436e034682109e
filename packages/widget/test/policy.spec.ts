import { expect, FIELDS, test } from './server/host.ts'

const APPEL = /accepte que Cuisines/

const policy = (server: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'none'",
    `connect-src 'self' ${new URL(server).origin}`,
    "form-action 'self'",
    'img-src data:',
    "require-trusted-types-for 'script'",
    "trusted-types lit-html 'allow-duplicates'",
    'report-uri /report',
  ].join('; ')

test('under SRI, without styles and under Trusted Types it answers and records, and violates nothing', async ({
  page,
  host,
  proofs,
  widget,
}) => {
  const before = (await proofs.events()).length
  await page.goto(
    host.serve({
      csp: policy(proofs.graphql),
      scriptAttributes: `integrity="${widget.integrity}" crossorigin`,
    }),
  )
  const box = page.getByRole('checkbox', { name: APPEL })
  await page.getByLabel('Téléphone').fill('0639981234')
  await box.check()
  for (const summary of await page.locator('summary').all()) await summary.click()
  await expect(page.getByRole('group', { name: 'Vos choix' })).toHaveCSS('border-top-width', '1px')
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect(page.getByRole('heading', { name: 'Merci' })).toBeVisible()
  await expect.poll(async () => (await proofs.events()).length).toBe(before + 1)
  expect(host.reports).toEqual([])
})

test('a file that is not the one named by its hash does not run, and the fallback answers', async ({
  page,
  host,
}) => {
  await page.goto(
    host.serve({
      scriptAttributes: `integrity="sha384-${'A'.repeat(64)}" crossorigin`,
      form:
        FIELDS +
        host.element('', '<label><input type="checkbox" name="choices[appel]" value="granted">repli</label>'),
    }),
  )
  await page.getByRole('checkbox', { name: 'repli' }).check()
  await page.getByRole('button', { name: 'Envoyer' }).click()
  await expect.poll(() => host.posts[0]?.get('choices[appel]')).toBe('granted')
})

test('it adds no global, no style and nothing else to the page around it', async ({ page, host }) => {
  await page.goto(
    host.serve({
      head: `<script>
        const names = () => Object.getOwnPropertyNames(window).filter((name) => !/^(\\d+|__pw.*)$/.test(name))
        const before = new Set(names())
        const look = () => [
          ...names().filter((name) => !before.has(name)),
          ...document.head.children, ...document.body.children, document.body.getAttributeNames(), document.adoptedStyleSheets.length,
        ].map((each) => each.outerHTML?.slice(0, 60) ?? String(each)).join()
        document.addEventListener('DOMContentLoaded', () => document.before = look())
      </script>`,
      scriptAttributes: 'async',
    }),
  )
  await expect(page.getByRole('checkbox', { name: APPEL })).toBeVisible()
  const [before, after, globals] = await page.evaluate<readonly string[]>(
    `[document.before, look(), names().filter((name) => !before.has(name)).join()]`,
  )
  expect(after).toBe(before)
  expect(globals).toBe('')
})

test('a second copy is silent, another version is told of, and the first one goes on', async ({
  page,
  host,
  widget,
}) => {
  const older = widget.code.replaceAll(/(?<=["`])0\.1\.0(?=["`])/g, '0.0.9')
  expect(older).not.toBe(widget.code)
  host.addFile('/again.js', 'text/javascript', widget.code)
  host.addFile('/older.js', 'text/javascript', older)
  const said: string[] = []
  page.on('console', (message) => said.push(`${message.type()} ${message.text()}`))
  page.on('pageerror', (error) => said.push(error.message))
  await page.goto(
    host.serve({
      form: FIELDS + host.element() + host.element('name="autres"'),
      body: '<script type="module" src="/again.js"></script>',
    }),
  )
  await expect(page.getByRole('checkbox', { name: APPEL })).toHaveCount(2)
  expect(said).toEqual([])
  await page.addScriptTag({ type: 'module', url: '/older.js' })
  await expect.poll(() => said.join('\n')).toMatch(/warning <constat-choices>.* 0\.0\.9/)
  await page.getByRole('checkbox', { name: APPEL }).nth(1).check()
  expect(await page.evaluate(() => Object.fromEntries(new FormData(document.forms[0])))).toMatchObject({
    'choices[appel]': 'unanswered',
    'autres[appel]': 'granted',
  })
})
