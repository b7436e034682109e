import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, test } from 'vitest'

const client = fileURLToPath(new URL('..', import.meta.url))
const tsc = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))

let consumer: string
let installed: string

const compile = (cwd: string, ...options: readonly string[]): void => {
  try {
    execFileSync(process.execPath, [tsc, ...options], { cwd, stdio: 'pipe' })
  } catch (error) {
    const { stdout } = error as { readonly stdout: Buffer }
    throw new Error(stdout.toString(), { cause: error })
  }
}

// Built and laid out as whoever installs the package finds it, in a folder that knows nothing of this workspace.
beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), 'constat-client-'))
  installed = join(consumer, 'node_modules/@constat/client')
  mkdirSync(installed, { recursive: true })
  const { publishConfig, ...manifest } = JSON.parse(readFileSync(join(client, 'package.json'), 'utf8'))
  const { access: _, ...published } = publishConfig
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ ...manifest, ...published }))
  compile(
    client,
    '-p',
    '.',
    '--outDir',
    join(installed, 'dist'),
    '--tsBuildInfoFile',
    join(consumer, 'build'),
  )
  const isPublished = (path: string): boolean => !/\.test\.|\/testing(\/|$)/.test(path)
  cpSync(join(client, 'src'), join(installed, 'src'), { recursive: true, filter: isPublished })
  for (const path of readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' }))
    if (!isPublished(`/${path}`)) rmSync(join(installed, 'dist', path), { recursive: true, force: true })
  mkdirSync(join(consumer, 'node_modules/@graphql-typed-document-node'))
  symlinkSync(
    join(client, 'node_modules/@graphql-typed-document-node/core'),
    join(consumer, 'node_modules/@graphql-typed-document-node/core'),
  )
})
afterAll(() => rmSync(consumer, { recursive: true, force: true }))

test('the package is laid out as its manifest says', async () => {
  const { messages } = await publint({ pkgDir: installed, strict: true, pack: false })
  expect(messages).toEqual([])
})

test('what is published imports nothing but itself: no Node, no dependency', () => {
  const dist = join(installed, 'dist')
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  )
  const imports = files.flatMap((name) =>
    [...readFileSync(join(dist, name), 'utf8').matchAll(/(?:from|import\()\s*['"]([^'"]+)['"]/g)].map(
      ([, source]) => source,
    ),
  )
  expect(files).toContain('index.js')
  expect(imports.filter((source) => !source?.startsWith('.'))).toEqual([])
})

test('JavaScript and TypeScript find it by its name', () => {
  const program = `
import { createClient, verifyWebhook, type Client, type Problem } from '@constat/client'
const client: Client = createClient({ url: 'https://proofs.example.fr/graphql', key: 'constat_secret_x' })
export const problems: readonly Problem['__typename'][] = ['InvalidInput', 'NotFound']
console.log(typeof client.checkEligibility, typeof verifyWebhook)
// @ts-expect-error A channel that there is not.
export const wrong = () => client.checkEligibility({ contact: { phone: '' }, channel: 'PIGEON', advertiser: 'x' })
`
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(consumer, 'program.ts'), program)
  for (const resolution of ['nodenext', 'bundler']) {
    const moduleOption = resolution === 'nodenext' ? 'nodenext' : 'esnext'
    const options = ['--module', moduleOption, '--moduleResolution', resolution, '--target', 'es2022']
    compile(consumer, 'program.ts', '--strict', '--noEmit', '--types', '', '--lib', 'es2022,dom', ...options)
  }
  const printed = execFileSync(process.execPath, ['program.ts'], { cwd: consumer, encoding: 'utf8' })
  expect(printed).toBe('function function\n')
})
