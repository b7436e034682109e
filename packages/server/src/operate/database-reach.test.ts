import { writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { startCluster } from '@constat/store/testing/cluster'
import { createPostgres, runSql } from '@constat/store/testing/postgres'
import { expect, onTestFinished, test, vi } from 'vitest'
import { newFolder } from '../testing/folder.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { isReachSafe } from './database-reach.ts'
import { openDatabase } from './database.ts'

const ROLE = 'postgres://constat:hunter2'

test.each([
  `${ROLE}@db.example.fr/c?sslmode=verify-full`,
  `${ROLE}@db.example.fr/c?sslmode=verify-full&uselibpqcompat=true`,
  `${ROLE}@db.example.fr/c?ssl=false&sslmode=verify-full`,
  `${ROLE}@db.example.fr/c?sslmode=verify-full&sslrootcert=system`,
  `${ROLE}@localhost/c`,
  `${ROLE}@127.0.0.1:5433/c?sslmode=disable`,
  `${ROLE}@[::1]/c`,
  `${ROLE}@%2Fvar%2Frun%2Fpostgresql/c`,
  `${ROLE}@localhost/c?host=/var/run/postgresql`,
])('%s is read by nobody on the way', (url) => {
  expect(isReachSafe(url)).toBe(true)
})

test.each([
  `${ROLE}@db.example.fr/c`,
  `${ROLE}@10.0.0.7/c`,
  `${ROLE}@127.0.0.1.example.fr/c`,
  `${ROLE}@db/c?sslmode=disable`,
  `${ROLE}@db/c?sslmode=prefer`,
  `${ROLE}@db/c?sslmode=require`,
  `${ROLE}@db/c?sslmode=require&sslrootcert=system`,
  `${ROLE}@db/c?sslmode=require&uselibpqcompat=true`,
  `${ROLE}@db/c?sslmode=no-verify`,
  `${ROLE}@db/c?ssl=true`,
  `${ROLE}@db/c?ssl=no-verify`,
  // The driver goes by the last.
  `${ROLE}@db/c?sslmode=verify-full&sslmode=disable`,
  `${ROLE}@localhost/c?host=db.example.fr`,
  `${ROLE}@db/c?sslmode=verify-full&sslrootcert=/nonexistent/authority.pem`,
])('%s may be read on the way, or by another server', (url) => {
  expect(isReachSafe(url)).toBe(false)
})

const laid = async (cert: string): Promise<string> => {
  const path = join(await newFolder(), 'authority.pem')
  await writeFile(path, cert)
  return path
}

test('a database is spoken to by TLS under the certificate of its name, and told nothing under another', async () => {
  const tls = await selfSigned('localhost')
  const cluster = await startCluster({ flushed: true, tls })
  onTestFinished(cluster.stop)
  const { url, superuserUrl } = await createPostgres(cluster.url('postgres'))
  const authority = await laid(tls.cert)
  const open = async (host: string, root: string) => {
    const databaseUrl = new URL(url)
    databaseUrl.hostname = host
    databaseUrl.search = new URLSearchParams({ sslmode: 'verify-full', sslrootcert: root }).toString()
    return openDatabase({ data: '/nonexistent', databaseUrl: databaseUrl.href })
  }

  const store = await open('localhost', authority)
  const sessions = await runSql(
    superuserUrl,
    `select distinct ssl::text as ssl from pg_stat_ssl join pg_stat_activity using (pid)
      where datname = current_database() and usename = 'constat_server'`,
  )
  expect(sessions).toEqual([{ ssl: 'true' }])
  await store.close()

  const refused = { name: 'StorageUnavailable', reason: 'TLS' }
  // Of an authority that this machine does not know.
  await expect(open('localhost', 'system')).rejects.toMatchObject(refused)
  await expect(open('127.0.0.1', authority), 'another name').rejects.toMatchObject(refused)
  const stranger = await laid((await selfSigned('localhost')).cert)
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(open('localhost', stranger), 'another authority').rejects.toMatchObject(refused)
})

test('a server that speaks no TLS is asked for it, and told nothing', async () => {
  const heard: Buffer[] = []
  const plain = createServer((socket: Socket) => {
    socket.on('data', (bytes) => {
      heard.push(bytes)
      socket.write('N')
    })
  }).listen(0, '127.0.0.1')
  await once(plain, 'listening')
  const address = plain.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const databaseUrl = `${ROLE}@localhost:${port}/c?sslmode=verify-full`
  const opened = openDatabase({ data: '/nonexistent', databaseUrl })
  await expect(opened).rejects.toMatchObject({ name: 'StorageUnavailable', reason: 'TLS' })
  // SSLRequest: eight bytes, and nothing after the refusal.
  expect(heard.map((bytes) => bytes.toString('hex'))).toEqual(['0000000804d2162f'])
  plain.close()
})

test('no connection is made to a database elsewhere without TLS', async () => {
  const opened = async () => openDatabase({ data: '/nonexistent', databaseUrl: `${ROLE}@192.0.2.1/c` })
  await expect(opened()).rejects.toMatchObject({
    name: 'UnsafeDatabase',
    message: expect.stringContaining('sslmode=verify-full'),
  })
})
