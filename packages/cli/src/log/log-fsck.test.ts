import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createTenant, startLog } from '@constat/server'
import { insertStatement } from '@constat/store'
import { callProgram, newFolder, runMain } from '@constat/verifier/testing'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { constat } from '../index.ts'
import { openDeps } from '../testing/server.ts'
import { MAIN } from '../testing/witness.ts'

const STATEMENTS = 300

/** The data folder of a server whose log holds some statements; `meanwhile` is done while that server runs. */
const grow = async (meanwhile: (data: string) => Promise<void> = async () => {}): Promise<string> => {
  const data = newFolder()
  const deps = await openDeps(data)
  const running = await startLog(deps, (error) => {
    throw error
  })
  const tenant = await createTenant(deps, 'Cuisines')
  await deps.store.write(async (trx) => {
    for (let at = 0; at < STATEMENTS; at += 1)
      await insertStatement(trx, tenant, {
        jti: `jti-${at}`,
        jws: `jws of ${at}`,
        noticeId: `ntc-${at}`,
        createdAt: deps.clock(),
      })
  })
  await running.flush()
  await meanwhile(data)
  await running.stop()
  await deps.store.close()
  await deps.checkpoints.close()
  return data
}

const harm = (data: string, file: string, sql: string): void => {
  const database = new Database(join(data, file))
  database.exec(sql)
  database.close()
}

describe('log fsck', () => {
  it('finds a log whole, telling how far it is, while the server runs', async () => {
    await grow(async (data) => {
      const { code, out, err } = await runMain(MAIN, ['log', 'fsck', '--data', data])
      expect([code, out]).toEqual([0, 'The log is whole.\n'])
      expect(err.split('\n')).toEqual(['statements: 100 %', 'tree: 80 %', 'tree: 100 %', ''])
    })
  })

  it('finds what is wrong, in the language of the person, and exits 1', async () => {
    const data = await grow()
    harm(data, 'constat.db', `drop trigger tile_no_delete; delete from tile where level = 0 and n = 0`)
    harm(data, 'checkpoints.db', 'update head set size = 400')
    const english = await callProgram(constat, ['log', 'fsck', '--data', data])
    expect([english.code, english.out.split('\n')]).toEqual([
      1,
      [
        'A tile is missing: tile/0/000 [tile-missing]',
        'The database is older than what was signed: a backup was restored: 400 [rolled-back]',
        '',
      ],
    ])
    const french = await callProgram(constat, ['log', 'fsck', '--data', data, '--lang=fr'])
    expect(french.out).toContain('Une tuile manque: tile/0/000')
  })

  it('says of a checkpoints.db that is lost to put it back, and makes none in its place', async () => {
    const data = await grow()
    const file = join(data, 'checkpoints.db')
    rmSync(file)
    for (const command of [['log', 'fsck'], ['verify-store']]) {
      const { code, out } = await callProgram(constat, [...command, '--data', data])
      expect([code, out]).toEqual([
        1,
        expect.stringMatching(/put the true file back.*checkpoint-store-empty/),
      ])
    }
    expect(existsSync(file)).toBe(false)
  })

  it('takes the data folder from CONSTAT_DATA, and exits 2 where there is no server’s data, making none', async () => {
    const data = newFolder()
    const { code, err } = await callProgram(constat, ['log', 'fsck'], { env: { CONSTAT_DATA: data } })
    expect([code, err]).toEqual([2, expect.stringContaining(`There is no ${join(data, 'constat.db')}`)])
    const grown = await grow()
    const other = await callProgram(constat, ['log', 'fsck', '--data', grown, '--log', '2'])
    expect([other.code, other.err]).toEqual([2, expect.stringContaining('state-missing')])
    rmSync(join(grown, 'keys', 'log.pem'))
    expect((await callProgram(constat, ['log', 'fsck', '--data', grown])).code).toBe(2)
  })
})
