import { once } from 'node:events'
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { startCluster, type Cluster } from '../packages/store/src/testing/cluster.ts'

/**
 * One PostgreSQL server for all test files, started when the first asks where it is. What it commits does not reach the disk:
 * files whose subject is durability start one of their own.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let cluster: Promise<Cluster> | undefined
  const server = createServer((_request, response) => {
    cluster ??= startCluster({ flushed: false })
    cluster.then(
      ({ url }) => response.end(url('postgres')),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  project.provide('postgresAt', `http://127.0.0.1:${address.port}`)
  return async () => {
    server.close()
    const started = await cluster?.catch(() => undefined)
    await started?.stop()
  }
}
