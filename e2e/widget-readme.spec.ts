import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { DEVIS_NOTICE } from '@constat/example-demo/notice'
import { expect, test, type Demo } from './demo.ts'
import { folderOf, GIVEN, recorded, runIn, tick, withSite } from './example.ts'

const README = new URL('../packages/widget/README.md', import.meta.url)

/** The first snippet under a heading of the README. */
const snippetUnder = async (heading: string): Promise<string> => {
  const text = await readFile(README, 'utf8')
  const section = text.split(/^#+ /m).find((each) => each.startsWith(`${heading}\n`)) ?? ''
  const code = /^```\w+\n([\s\S]*?)^```/m.exec(section)?.[1]
  expect(code, `a snippet under ${heading}`).toBeDefined()
  return code ?? ''
}

/** Writes files below an example's `dist`, where its packages are found; the folder. */
const writeSite = async (example: string, files: Record<string, string>): Promise<string> => {
  const folder = join(folderOf(example), 'dist/readme')
  await rm(folder, { recursive: true, force: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

const FIELDS = `<label>Téléphone <input type="tel" name="telephone" autocomplete="tel"></label>
  <label>E-mail <input type="email" name="email" autocomplete="email"></label>`
const pageOf = (body: string): string =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Devis</title><body>${body}</body></html>`
const appPage = (script: string, body = '<div id="app"></div>'): string =>
  pageOf(`${body}<script type="module" src="${script}"></script>`)

/** Answers and sends as a person does, and looks into the server. */
const give = async (page: Page, url: string, demo: Demo, phone: string): Promise<void> => {
  await page.goto(url)
  await expect(page.getByRole('checkbox')).toHaveCount(4)
  await page.getByRole('textbox', { name: 'Téléphone' }).fill(phone)
  await tick(page.getByRole('checkbox', { name: 'm’appelle' }))
  await page.getByRole('button').click()
  await expect.poll(() => recorded(demo, phone)).toEqual(GIVEN)
}

test('the ten lines of plain HTML', async ({ page, demo }) => {
  const html = await snippetUnder('Embed')
  expect(html.trim().split('\n').length).toBeLessThanOrEqual(14)
  await withSite(await writeSite('plain-form', { 'index.html': pageOf(html) }), demo, (url) =>
    give(page, url, demo, '06 39 98 32 01'),
  )
})

test('the lines for WordPress, inside a form', async ({ page, demo }) => {
  const html = `<form method="post" action="/devis">${FIELDS}${await snippetUnder('WordPress')}<button>Envoyer</button></form>`
  await withSite(await writeSite('plain-form', { 'index.html': pageOf(html) }), demo, (url) =>
    give(page, url, demo, '06 39 98 32 02'),
  )
})

test('the component for React', async ({ page, demo }) => {
  const folder = await writeSite('react-form', {
    'index.html': appPage('/main.tsx'),
    'choices.tsx': await snippetUnder('React'),
    'main.tsx': `import { createRoot } from 'react-dom/client'
      import { useState } from 'react'
      import { Choices } from './choices.tsx'
      const App = () => {
        const [receipt, setReceipt] = useState(null)
        return <form onSubmit={(event) => event.preventDefault()}><label>Téléphone <input name="tel" type="tel" /></label>
          <Choices onReceipt={setReceipt} /><button>Envoyer</button><output>{receipt?.id}</output></form>
      }
      createRoot(document.getElementById('app')).render(<App />)`,
  })
  await runIn('react-form', 'vite build --config ../../vite.config.ts', folder)
  await withSite(join(folder, 'dist/site'), demo, async (url) => {
    await give(page, url, demo, '06 39 98 32 03')
    await expect(page.locator('output')).not.toHaveText('')
  })
})

test('the component for Vue', async ({ page, demo }) => {
  const folder = await writeSite('vue-form', {
    'index.html': appPage('/main.ts'),
    'choices.vue': await snippetUnder('Vue'),
    'app.vue': `<script setup lang="ts">
      import { ref } from 'vue'
      import Choices from './choices.vue'
      const id = ref('')
      </script>
      <template><form @submit.prevent><label>Téléphone <input name="tel" type="tel" /></label>
        <Choices @receipt="id = $event.id" /><button>Envoyer</button><output>{{ id }}</output></form></template>`,
    'main.ts': `import { createApp } from 'vue'\nimport App from './app.vue'\ncreateApp(App).mount('#app')`,
  })
  await runIn('vue-form', 'vite build --config ../../vite.config.ts', folder)
  await withSite(join(folder, 'dist/site'), demo, async (url) => {
    await give(page, url, demo, '06 39 98 32 04')
    await expect(page.locator('output')).not.toHaveText('')
  })
})

test('the component for Angular', async ({ page, demo }) => {
  const script = /<script[\s\S]*<\/script>/.exec(await snippetUnder('Embed'))?.[0] ?? ''
  const folder = await writeSite('angular-form', {
    'index.html': appPage('/main.js', `${script}<app-root></app-root>`),
    'tsconfig.json': JSON.stringify({
      extends: '../../tsconfig.json',
      compilerOptions: { rootDir: 'src', outDir: 'dist/compiled' },
      angularCompilerOptions: { strictTemplates: true },
      include: ['src'],
    }),
    'src/choices.component.ts': await snippetUnder('Angular'),
    'src/main.ts': `import { Component, signal } from '@angular/core'
      import { bootstrapApplication } from '@angular/platform-browser'
      import { ChoicesComponent } from './choices.component'
      @Component({ selector: 'app-root', imports: [ChoicesComponent], template: \`<form (submit)="$event.preventDefault()">
        <label>Téléphone <input name="tel" type="tel" /></label><app-choices (receipt)="id.set($event.receipt.id)"></app-choices>
        <button>Envoyer</button><output>{{ id() }}</output></form>\` })
      class RootComponent { readonly id = signal('') }
      void bootstrapApplication(RootComponent)`,
  })
  await runIn('angular-form', 'ngc -p tsconfig.json && node ../../bundle.ts', folder)
  await withSite(join(folder, 'dist/site'), demo, async (url) => {
    await give(page, url, demo, '06 39 98 32 05')
    await expect(page.locator('output')).not.toHaveText('')
  })
})

/** Runs a snippet as a module of its own, as a server would; what it prints at the end. */
const run = async (before: string, snippet: string, print: string): Promise<unknown> => {
  const code = `${before}\n${snippet}\nconsole.log(JSON.stringify(${print}))`
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@constat/source', '--input-type=module', '--eval', code],
    { cwd: fileURLToPath(new URL('.', README)) },
  )
  return JSON.parse(stdout)
}

test('the lines for a server print a fallback and read what it posts', async () => {
  const html = await run(
    `const document = ${JSON.stringify(DEVIS_NOTICE)}, sha256 = '${'ab'.repeat(32)}'`,
    await snippetUnder('Fallback'),
    'html',
  )
  expect(html).toContain('name="choices[appel]"')
  const posted = await run(
    `const form = new URLSearchParams({ 'choices[appel]': 'granted', 'choices-asked': 'appel sms' })`,
    await snippetUnder('What the form carries'),
    '{ choices, origin }',
  )
  expect(posted).toEqual({
    choices: [
      { question: 'appel', answer: 'GRANTED' },
      { question: 'sms', answer: 'UNANSWERED' },
    ],
    origin: 'fallback',
  })
})
