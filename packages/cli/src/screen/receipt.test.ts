import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { constat } from '../index.ts'
import { makeScreened, RECORDED, TUESDAY, type Screened } from '../testing/screened.ts'
import { endGently, phoneOf, PUBLIC_URL, serve, type Serving } from '../testing/serve.ts'
import { untilWritten } from '../testing/until.ts'

let screened: Screened
let trust: string
let keyFile: string
let serving: Serving

beforeAll(async () => {
  screened = await makeScreened(30, (index) => index % 3 === 0)
  const { data, keys, secretKey } = screened
  const env = { CONSTAT_PUBLIC_URL: PUBLIC_URL, CONSTAT_PORT: '0', CONSTAT_DATA: data, CONSTAT_KEYS: keys }
  serving = await serve({ env, secretKey })
  trust = newFolder()
  for (const name of ['tlog-policy.txt', 'jwks.json'])
    writeFileSync(join(trust, name), await (await fetch(`${urlOf()}/.well-known/${name}`)).text())
  keyFile = join(newFolder(), 'key')
  writeFileSync(keyFile, `${screened.secretKey}\n`)
})
afterAll(() => endGently(serving))

const urlOf = (): string => serving.url

const call = (...args: string[]) =>
  callProgram(constat, args, { ended: () => new Promise(() => undefined), clock: () => RECORDED + 1_000 })

const ROWS = Array.from({ length: 1_000 }, (_, index) =>
  index === 500 ? 'too,many,cells,here' : `n${index},${index === 7 ? 'none' : phoneOf(index)}`,
)
const LEADS = `name,phone\n${ROWS.join('\n')}\n`

/** Screens the same leads, with the data folder or by the server. */
const screen = async (...options: string[]) => {
  const folder = newFolder()
  const at = (name: string): string => join(folder, name)
  writeFileSync(at('leads.csv'), LEADS)
  const question = ['--channel', 'LIVE_CALL', '--advertiser', 'cuisines', '--at', TUESDAY]
  const files = ['--out', at('allowed.csv'), '--report', at('report.json'), '--answers', at('answers.ndjson')]
  const ran = await call('screen', at('leads.csv'), ...question, ...files, ...options)
  return { ...ran, at }
}

const locally = () => ['--data', screened.data, '--keys', screened.keys]
const remotely = () => ['--server', urlOf(), '--key-file', keyFile]

test.each([
  ['of this machine', locally, 'byte for byte, the one that was screened'],
  ['of a server', remotely, 'the caller said the lines came from'],
])('a receipt %s is verified with its file and its answers', async (_, where, ofFile) => {
  const { code, err, at } = await screen(...where())
  expect([code, err]).toEqual([0, expect.stringContaining('10 of 1,000 lines may be contacted')])
  const report = at('report.json')
  const verify = (...more: string[]) => call('verify', report, '--trust', trust, ...more)
  const evidence = ['--file', at('leads.csv'), '--answers', at('answers.ndjson')]

  const promised = await verify(...evidence)
  expect([promised.code, promised.out]).toEqual([0, expect.stringContaining('VERIFIED')])
  expect(promised.out.replaceAll(/\s+/g, ' ')).toContain(ofFile)
  expect(promised.out).toContain('promises to enter it')
  // The instant of the calls, and of the state that was read: in words, as every report tells one.
  expect(promised.out).toContain('November 24, 2026 at 10:00:00')
  expect(promised.out).toContain('Signed at')
  expect(promised.out).not.toContain('still the latest')
  expect(promised.out.replaceAll(/\s+/g, ' ')).toMatch(/read on \w+ \d+, \d{4} at /)

  let proved = await call('screen', 'proof', report, ...where())
  while (proved.code === 1) proved = await call('screen', 'proof', report, ...where())
  expect([proved.code, proved.out]).toEqual([0, '1/1\n'])
  const logged = await verify(...evidence, '--phone', phoneOf(3))
  expect([logged.code, logged.out]).toEqual([0, expect.stringContaining('is in the log')])
  expect(logged.out).toContain('"verdict":"ALLOW"')
  expect((await verify('--answers', at('answers.ndjson'), '--phone', '06 39 98 99 99')).code).toBe(1)

  const answers = readFileSync(at('answers.ndjson'), 'utf8')
  const changed = (text: string) => {
    writeFileSync(at('changed'), text)
    return at('changed')
  }
  const codeOf = async (...more: string[]) => (await verify(...more, '--json')).out
  for (const [text, said] of [
    [answers.replace('"verdict":"DENY"', '"verdict":"ALLOW"'), 'answers-differ'],
    [answers.split('\n').slice(1).join('\n'), 'answers-missing'],
    [`${answers}${answers.split('\n')[0]}\n`, 'answers-beyond'],
    [answers.replace('"verdict"', '"verdit"'), 'answer-malformed'],
  ] as const)
    expect(JSON.parse(await codeOf('--answers', changed(text)))).toMatchObject({
      verdict: 'REFUSED',
      code: said,
    })
  expect(JSON.parse(await codeOf('--file', changed(`${LEADS}x`))).code).toBe('file-differs')
})

test('both ways write the same file and the same answers', async () => {
  const one = await screen(...locally())
  const other = await screen(...remotely())
  const read = ({ at }: typeof one, name: string): string => readFileSync(at(name), 'utf8')
  expect(read(other, 'allowed.csv')).toBe(read(one, 'allowed.csv'))
  expect(other.out).toBe(one.out)
  const lines = (ran: typeof one) =>
    read(ran, 'answers.ndjson')
      .split('\n')
      .filter((line) => !line.includes('"problem"'))
  expect(lines(other)).toEqual(lines(one))
})

test('a run by a server that is stopped goes on with a request of its own, as if it had not been', async () => {
  const folder = newFolder()
  const at = (name: string): string => join(folder, name)
  const rows = Array.from({ length: 20_000 }, (_, index) => `n${index},${phoneOf(index % 60)}`)
  writeFileSync(at('leads.csv'), `name,phone\n${rows.join('\n')}\n`)
  const run = (name: string, ended: () => Promise<void>, where: readonly string[]) => {
    const question = ['--channel', 'LIVE_CALL', '--advertiser', 'cuisines', '--at', TUESDAY]
    const files = [
      '--out',
      at(`${name}.csv`),
      '--report',
      at(`${name}.json`),
      '--answers',
      at(`${name}.ndjson`),
    ]
    return callProgram(constat, ['screen', at('leads.csv'), ...question, ...files, ...where], { ended })
  }
  const never = (): Promise<void> => new Promise(() => undefined)
  const begun = () => untilWritten(at('cut.ndjson.part'))
  expect((await run('cut', begun, remotely())).code).toBe(2)
  const { code, err } = await run('cut', never, remotely())
  expect([code, err]).toEqual([0, expect.stringMatching(/Going on at line \d{4,}/)])
  expect((await run('whole', never, locally())).code).toBe(0)
  for (const name of ['csv', 'ndjson'])
    expect(readFileSync(at(`cut.${name}`)).equals(readFileSync(at(`whole.${name}`)))).toBe(true)
  const { receipts } = JSON.parse(readFileSync(at('cut.json'), 'utf8'))
  expect(receipts.length).toBeGreaterThan(1)
  expect(receipts.reduce((sum: number, { answers }: { answers: number }) => sum + answers, 0)).toBe(20_000)
  const evidence = ['--file', at('leads.csv'), '--answers', at('cut.ndjson')]
  const verified = await call('verify', at('cut.json'), '--trust', trust, ...evidence)
  expect([verified.code, verified.out]).toEqual([0, expect.stringContaining('VERIFIED')])
})

test('a receipt that was changed, or is of a server that nobody trusts, is refused', async () => {
  const { at } = await screen(...locally())
  const report = JSON.parse(readFileSync(at('report.json'), 'utf8'))
  const { sd_jwt } = report.receipts[0].receipt
  const [jws = '', ...disclosures] = sd_jwt.split('~')
  const [header, payload = '', signature] = jws.split('.')
  const forged = JSON.parse(Buffer.from(payload, 'base64url').toString())
  forged.answers.verdicts.ALLOW += 1
  const body = Buffer.from(JSON.stringify(forged)).toString('base64url')
  const verify = async (text: string, folder = trust) => {
    writeFileSync(at('receipt.json'), JSON.stringify({ ...report.receipts[0].receipt, sd_jwt: text }))
    return JSON.parse((await call('verify', at('receipt.json'), '--trust', folder, '--json')).out)
  }
  expect(await verify(sd_jwt)).toMatchObject({ verdict: 'VERIFIED', code: null })
  expect(await verify([[header, body, signature].join('.'), ...disclosures].join('~'))).toMatchObject({
    code: 'signature-invalid',
  })
  expect(await verify(`${jws}~`)).toMatchObject({ code: 'disclosure-missing' })
  const other = newFolder()
  writeFileSync(join(other, 'tlog-policy.txt'), readFileSync(join(trust, 'tlog-policy.txt')))
  writeFileSync(join(other, 'jwks.json'), '{"keys":[]}')
  expect(await verify(sd_jwt, other)).toMatchObject({ code: 'key-unknown' })
})

test('a key that is refused, and a server that is not there, end with 2 and leave no file', async () => {
  const wrong = join(newFolder(), 'key')
  writeFileSync(wrong, 'constat_secret_wrong')
  const refused = await screen('--server', urlOf(), '--key-file', wrong)
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('UNAUTHENTICATED')])
  const nobody = await screen('--server', 'http://127.0.0.1:1', '--key-file', keyFile)
  expect([nobody.code, nobody.err]).toEqual([2, expect.stringContaining('Run the same command again')])
  const unread = await screen('--server', urlOf(), '--key-file', join(newFolder(), 'none'))
  expect([unread.code, unread.err]).toEqual([2, expect.stringContaining('cannot be read (ENOENT)')])
})

// The last one, as it ends the server.
test('a server that is asked to end answers what it has read of a stream, and says why it reads no more', async () => {
  let lines: ReadableStreamDefaultController<Uint8Array> | undefined
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: { authorization: `Bearer ${screened.secretKey}`, 'content-type': 'application/x-ndjson' },
    body: new ReadableStream<Uint8Array>({ start: (controller) => void (lines = controller) }),
    duplex: 'half',
  }
  const send = () => lines?.enqueue(Buffer.from(`{"ref":"x","phone":"${phoneOf(3)}"}\n`))
  const asked = fetch(`${urlOf()}/v1/eligibility/stream?channel=LIVE_CALL&advertiser=cuisines`, init)
  send()
  const body = (await asked).body?.getReader()
  let said = ''
  const read = async (): Promise<boolean> => {
    const { done = true, value } = (await body?.read()) ?? {}
    said += Buffer.from(value ?? []).toString()
    return !done
  }
  await read()
  serving.kill('SIGTERM')
  // It is told at the next line.
  while (!said.includes('"end":true')) {
    send()
    if (!(await read())) break
  }
  lines?.close()
  const answers = said.trimEnd().split('\n')
  const end = JSON.parse(answers.pop() ?? '')
  expect(end).toMatchObject({ end: true, error: { code: 'STOPPING' }, receipt: null, n: answers.length })
  expect(await serving.ended).toBe(0)
})
