import { startCluster, type Cluster } from '@constat/store/testing/cluster'
import { createPostgres } from '@constat/store/testing/postgres'
import { install, type Installed } from './serve.ts'

/** Installs Constat in an empty database of a PostgreSQL of its own, as a server serves only what is flushed to disk; the caller stops it. */
export const installOnPostgres = async (): Promise<{
  readonly cluster: Cluster
  readonly installed: Installed
}> => {
  const cluster = await startCluster({ flushed: true })
  const { url, ownerUrl } = await createPostgres(cluster.url('postgres'), 'empty')
  const env = { CONSTAT_DATABASE_URL: url, CONSTAT_DATABASE_OWNER_URL: ownerUrl }
  return { cluster, installed: await install(undefined, env) }
}
