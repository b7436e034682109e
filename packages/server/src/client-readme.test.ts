import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { payloadOf } from '@constat/client'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from './platform/listen.ts'
import { granted, NOTICE, startServer } from './testing/server-under-test.ts'
import { startReceiver } from './testing/webhook-receiver.ts'
import { deliverDue } from './webhook/dispatcher.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(new URL('../../client/README.md', import.meta.url), 'utf8')

/** The examples of the README, each with what it says that it prints. */
const examples = [...readme.matchAll(/```ts\n(.*?)```\n\n```text\n(.*?)```/gs)].map(
  ([, code = '', printed = '']) => ({ code, printed }),
)

const run = async (code: string, env: Record<string, string>): Promise<string> => {
  const options = ['--conditions=@constat/source', '--input-type=module-typescript', '--eval', code]
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: folder, env })
  return stdout
}

// Gives the handler of the last example the message that came.
const HANDED = `
const { headers, body } = JSON.parse(process.env['MESSAGE'] ?? '')
const answer = await receive(new Request('https://crm.example/', { method: 'POST', headers, body }))
if (answer.status !== 204) throw new Error(await answer.text())
`

test('the examples of the client’s README print what it says, in ten lines each', async () => {
  const server = await startServer({ webhooks: { mayLoopBack: true } })
  const answer = (request: Request) => {
    const { pathname, search } = new URL(request.url)
    return server.fetch(pathname + search, request)
  }
  const { port, close } = await listen(answer, { host: '127.0.0.1', port: 0 })
  onTestFinished(async () => {
    await close(0)
    await server.close()
  })
  const { notice } = granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  const receiver = await startReceiver()
  const { secret } = payloadOf(await server.client.createWebhook({ url: receiver.url }))
  const env = {
    CONSTAT_URL: `http://127.0.0.1:${port}/graphql`,
    CONSTAT_KEY: server.secretKey,
    NOTICE: notice.sha256,
    WEBHOOK_SECRET: secret,
  }
  expect(examples).toHaveLength(5)
  for (const { code, printed } of examples) {
    expect(code.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(10)
    const isHandler = code.includes('verifyWebhook')
    // A message is believed for five minutes, by the clock of whoever reads it.
    if (isHandler) server.setNow(Date.now())
    if (isHandler) await deliverDue(server.deps)
    const message = isHandler ? { MESSAGE: JSON.stringify(receiver.received[0]) } : undefined
    expect(await run(isHandler ? code + HANDED : code, { ...env, ...message })).toBe(printed)
  }
})
