import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPostgresCheckpointStore } from '../index.ts'
import { checkpointContract } from '../testing/checkpoint-contract.ts'
import { startCluster, type Cluster } from '../testing/cluster.ts'
import { newPostgres, runSql, type PostgresUnderTest } from '../testing/postgres.ts'

// A server apart from that of the logs.
let apart: Cluster
let logs: PostgresUnderTest
beforeAll(async () => {
  ;[apart, logs] = await Promise.all([startCluster({ flushed: false }), newPostgres()])
  await runSql(apart.url('postgres'), 'create role keeper login')
})
afterAll(() => apart.stop())

let places = 0
checkpointContract('on PostgreSQL', async () => {
  const name = `heads_${places++}`
  await runSql(apart.url('postgres'), `create database ${name} owner keeper`)
  return () => openPostgresCheckpointStore({ url: apart.url(name, 'keeper'), apartFrom: logs.url })
})

it('is refused on the server of the database that it watches', async () => {
  await expect(openPostgresCheckpointStore({ url: logs.ownerUrl, apartFrom: logs.url })).rejects.toThrow(
    'must not be',
  )
})
