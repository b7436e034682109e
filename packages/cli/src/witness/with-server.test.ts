import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createHttp, createTenant, listen, readWitnesses, startLog } from '@constat/server'
import { insertStatement } from '@constat/store'
import { formatVkey, parsePolicy, TYPE_ED25519, verifyCheckpoint, vkeyOf } from '@constat/tlog'
import { callProgram, newFolder } from '@constat/verifier/testing'
import { expect, test } from 'vitest'
import { constat } from '../index.ts'
import { openDeps } from '../testing/server.ts'
import { makeWitness, startWitness } from '../testing/witness.ts'

const ORIGIN = 'proofs.example.fr/log/1'

test('a server asks the witness as its log grows, and who fetches its trust may name that witness', async () => {
  const opened = await openDeps(newFolder())
  const log = formatVkey(vkeyOf(ORIGIN, TYPE_ED25519, opened.keys.log.publicKey))
  const witness = await startWitness(await makeWitness(`log ${log}\nquorum none\n`))
  const file = join(newFolder(), 'witnesses.txt')
  writeFileSync(file, `witness w1 ${witness.vkey} ${witness.url}\nquorum w1\n`)
  const deps = { ...opened, witnesses: await readWitnesses(file) }
  const running = await startLog(deps, (error) => {
    throw error
  })
  const server = await listen(createHttp(deps, {}).fetch, { host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${server.port}`
  const folder = newFolder()
  try {
    const tenant = await createTenant(deps, 'Cuisines')
    const state = (jti: string) =>
      deps.store.write((trx) =>
        insertStatement(trx, tenant, { jti, jws: jti, noticeId: jti, createdAt: deps.clock() }),
      )
    const fetched = ['trust', 'fetch', url, '--dir', folder, '--host', 'proofs.example.fr', '--witness', 'w1']
    expect((await callProgram(constat, fetched)).code).toBe(0)
    const policy = parsePolicy(readFileSync(join(folder, 'tlog-policy.txt'), 'utf8'))
    if (!policy.ok) throw new Error(policy.code)
    for (const size of [1, 2]) {
      await state(`jti-${size}`)
      await running.flush()
      const witnessed = async () => {
        const note = await (await fetch(`${url}/log/1/checkpoint`)).text()
        const checked = await verifyCheckpoint(note, policy.value)
        return checked.ok && checked.value.quorumMet ? checked.value.checkpoint.size : undefined
      }
      while ((await witnessed()) !== size) await setTimeout(50)
    }
  } finally {
    await running.stop()
    await server.close()
    await witness.end('SIGTERM')
    await deps.store.close()
    await deps.checkpoints.close()
  }
})
