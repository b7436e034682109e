import { beforeAll } from 'vitest'
import { newPostgres, type PostgresUnderTest } from '../testing/postgres.ts'
import { storeContract } from '../testing/store-contract.ts'
import { openPostgresStore } from './open.ts'

let database: PostgresUnderTest
beforeAll(async () => {
  database = await newPostgres()
})

storeContract('PostgreSQL', async () => {
  await database.empty()
  return openPostgresStore({ url: database.url, durable: false })
})
