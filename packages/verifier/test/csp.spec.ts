import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test as base } from '@playwright/test'
import { buildPage } from '@constat/verifier/build'
import { newFolder } from '@constat/verifier/testing'
import { expect } from './opened.ts'

base('the page runs no script but its own and reaches nothing', async ({ page }) => {
  const path = join(newFolder(), 'verify.html')
  await writeFile(path, (await buildPage()).html)
  await page.goto(pathToFileURL(path).href)
  // Chromium tells of a request that its CSP then refuses; none is ever answered or let through.
  const answered: string[] = []
  page.on('response', (response) => answered.push(response.url()))
  const refused = await page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      violations.push(effectiveDirective),
    )
    const script = document.createElement('script')
    script.textContent = 'window.intruder = true'
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    const image = document.createElement('img')
    image.src = 'https://example.com/x.png'
    document.body.append(script, style, image)
    await fetch('https://example.com/').catch(() => undefined)
    await new Promise((resolve) => {
      setTimeout(resolve, 200)
    })
    return { violations, intruder: 'intruder' in window }
  })
  expect(refused.intruder).toBe(false)
  for (const directive of ['script-src-elem', 'style-src-elem', 'img-src', 'connect-src'])
    expect(refused.violations).toContain(directive)
  expect(answered).toEqual([])
})
