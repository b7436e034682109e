import { join } from 'node:path'
import { addSigningKey, startLog } from '@constat/server'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { beforeAll, expect, it } from 'vitest'
import { constat } from '../index.ts'
import { openDeps } from '../testing/server.ts'

let data: string

const call = (locale: string, ...args: string[]) =>
  callProgram(constat, ['signing-key', ...args, '--data', data], { env: { LANG: locale } })

/** Does with the data folder what a server or a command does, then lets go of it. */
const withDeps = async <Value>(
  work: (deps: Awaited<ReturnType<typeof openDeps>>) => Promise<Value>,
): Promise<Value> => {
  const deps = await openDeps(data)
  try {
    // The clock that the commands of these tests have.
    return await work({ ...deps, clock: () => Date.parse('2026-11-21T00:00:00Z') })
  } finally {
    await deps.store.close()
    await deps.checkpoints.close()
  }
}

const serveOnce = () =>
  withDeps(async (deps) => {
    const log = await startLog(deps, () => undefined)
    await log.stop()
  })

beforeAll(async () => {
  data = join(newFolder(), 'data')
  await callProgram(constat, ['migrate', '--data', data])
  await serveOnce()
})

it('tells a key that was announced and never written from one that waits, and what helps, which does', async () => {
  // What a crash leaves of `add`: its transaction, and no file.
  const lost = await withDeps(addSigningKey)
  if (!lost.ok) throw new Error(lost.fault)
  const { kid } = lost.value
  for (const [locale, said] of [
    ['en_GB.UTF-8', 'is announced, but it is not in this folder of keys'],
    ['fr_FR.UTF-8', 'est annoncée, mais elle n’est pas dans ce dossier de clés'],
  ] as const) {
    const refused = await call(locale, 'add')
    expect([refused.code, refused.out]).toEqual([2, ''])
    expect(refused.err).toContain(said)
    expect(refused.err).toContain(`constat signing-key retire ${kid}`)
  }
  // The server may be started again meanwhile: it signs with the key that it has.
  await serveOnce()
  expect(await call('en_GB.UTF-8', 'retire', kid)).toMatchObject({ code: 0, out: `${kid}\n` })
  const added = await call('en_GB.UTF-8', 'add')
  expect(added.code).toBe(0)
  const again = await call('en_GB.UTF-8', 'add')
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('A new key waits already')])
  await serveOnce()
  expect((await call('en_GB.UTF-8', 'list')).out).toMatch(new RegExp(`^${added.out.trim()} .* signs$`, 'm'))
})

it('takes a key whose name begins with a dash for a key', async () => {
  const refused = await call('en_GB.UTF-8', 'retire', `-K${'x'.repeat(41)}`)
  expect(refused.code).toBe(2)
  expect(refused.err).not.toContain('There is no option')
  expect(refused.err).toContain('There is no such key')
  const mistyped = await call('en_GB.UTF-8', 'retire', '-K')
  expect(mistyped.err).toContain('There is no option -K')
})
