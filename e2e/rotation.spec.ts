import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { keptWidget } from '@constat/widget/kept-build'
import { expect, test, type Demo } from './demo.ts'

const MAIN = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url))
const run = promisify(execFile)

/** Runs `constat` on the demo's data folder, as its operator does; fails with what it complains of. */
const constat = async (demo: Demo, ...args: readonly string[]): Promise<string> => {
  const env = {
    ...process.env,
    LANG: 'en_GB.UTF-8',
    XDG_CONFIG_HOME: demo.folder,
    CONSTAT_DATA: join(demo.folder, 'data'),
  }
  const { stdout } = await run(process.execPath, ['--conditions=@constat/source', MAIN, ...args], { env })
  return stdout
}

const widget = keptWidget()
let count = 0

/** A certificate of a consent that came from a page with the widget of this build, as a file. */
const certificate = async (demo: Demo): Promise<string> => {
  const client = await demo.client()
  const [notice] = (await demo.file()).notices
  const { version, sha256 } = await widget
  const recorded = await client.recordConsent({
    idempotencyKey: `rotation ${count++}`,
    notice: notice?.sha256 ?? '',
    contact: { phone: '06 39 98 12 34' },
    choices: [{ question: 'appel', answer: 'GRANTED' }],
    observation: {
      v: 1,
      page: { origin: demo.url, path: '/', lang: 'fr', viewport: [360, 800], dpr: 200 },
      widget: { version, sha256 },
      textSha256: '0'.repeat(64),
      questions: {},
      trail: [],
    },
  })
  if (recorded.__typename !== 'RecordConsentPayload') throw new Error(JSON.stringify(recorded))
  const event = recorded.events[0]?.id ?? ''
  const path = join(demo.folder, `${event}.json`)
  await expect(async () => {
    const issued = await client.issueCertificate({ event, recipient: 'cuisines-marais' })
    if (issued.__typename !== 'IssueCertificatePayload') throw new Error(JSON.stringify(issued))
    await writeFile(path, JSON.stringify(issued.certificate.document))
  }).toPass()
  return path
}

test('the signing key is replaced by the command, and every certificate of before and after verifies', async ({
  ownDemo: demo,
}) => {
  test.setTimeout(120_000)
  const before = await certificate(demo)
  const [old = ''] = (await constat(demo, 'signing-key', 'list')).split(' ')
  await expect(constat(demo, 'signing-key', 'retire', old)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('First "constat signing-key add"'),
  })
  const kid = (await constat(demo, 'signing-key', 'add')).trim()
  const between = await certificate(demo)
  await demo.end('SIGTERM')
  await demo.start()
  const after = await certificate(demo)
  await constat(demo, 'signing-key', 'retire', old)
  const last = await certificate(demo)
  expect((await constat(demo, 'signing-key', 'list')).replaceAll(/ {2}[-\d]\S*/g, '')).toBe(
    `${old}  retired\n${kid}  signs\n`,
  )
  await expect(async () => {
    const { keys } = await (await fetch(`${demo.url}/.well-known/jwks.json`)).json()
    expect(keys[0].retired).toMatchObject({ index: expect.any(Number) })
  }).toPass()

  await constat(demo, 'trust', 'fetch', demo.url)
  for (const path of [before, between, after, last]) {
    const report = await constat(demo, 'verify', path, '--phone', '06 39 98 12 34')
    expect(report).toContain('This certificate is verified.')
    expect(report).toContain('The form software stands in the log before the consent')
  }
  expect(await constat(demo, 'log', 'fsck')).toBe('The log is whole.\n')
})

test('of a key that someone else may have nothing verifies any more that no other vouches for; what comes after does', async ({
  ownDemo: demo,
}) => {
  test.setTimeout(120_000)
  const before = await certificate(demo)
  const [old = ''] = (await constat(demo, 'signing-key', 'list')).split(' ')
  const kid = (await constat(demo, 'signing-key', 'add')).trim()
  await demo.end('SIGTERM')
  await demo.start()
  await constat(demo, 'signing-key', 'retire', old, '--compromised')
  await expect(async () => {
    const { keys } = await (await fetch(`${demo.url}/.well-known/jwks.json`)).json()
    expect(keys[0]).toMatchObject({
      revoked: { reason: 'compromised' },
      retired: { index: expect.any(Number) },
    })
  }).toPass()
  expect((await constat(demo, 'signing-key', 'list')).replaceAll(/ {2}[-\d]\S*/g, '')).toBe(
    `${old}  revoked as compromised\n${kid}  signs\n`,
  )
  const after = await certificate(demo)

  await constat(demo, 'trust', 'fetch', demo.url)
  await expect(constat(demo, 'verify', before, '--phone', '06 39 98 12 34')).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Nothing shows that it was signed before the key was replaced'),
  })
  // Notice and widget, published under the lost key, were stated anew under the next.
  const report = await constat(demo, 'verify', after, '--phone', '06 39 98 12 34')
  expect(report).toContain('This certificate is verified.')
  expect(report).toContain('The form software stands in the log before the consent')
  expect(await constat(demo, 'log', 'fsck')).toBe('The log is whole.\n')
})

test('a site that serves the widget’s file itself has it stated in the log, and no other file', async ({
  demo,
}) => {
  const { code, version, sha256 } = await widget
  const own = join(demo.folder, 'constat.js')
  await writeFile(own, code)
  // The demo states the file that it serves when it starts.
  expect(await constat(demo, 'widget', 'release', own, version)).toBe(`${version} ${sha256}\n`)
  await writeFile(own, `${code} `)
  await expect(constat(demo, 'widget', 'release', own, version)).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('as it was built'),
  })
})
