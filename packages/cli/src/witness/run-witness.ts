import { readFile } from 'node:fs/promises'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { formatVkey, parsePolicy, type Policy } from '@constat/tlog'
import { listen, type Listening } from '@constat/server'
import { DEFAULT_HOST, DEFAULT_PORT } from './witness.command.ts'
import { openHeadStore, type HeadStore } from './head-store.ts'
import { witnessApp } from './witness-http.ts'
import { parseWitnessKey, witnessSigner, type WitnessKey } from './witness-key.ts'

const refuse = (fr: string, en: string, cause?: unknown): never => {
  throw new CallFault({ fr, en }, { cause })
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

const fileOf = ({ values }: Call, option: 'key' | 'db' | 'policy'): string =>
  values[option] ?? refuse(`Il manque --${option} FILE.`, `--${option} FILE is missing.`)

const readText = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: unknown) =>
    refuse(
      `${path} ne peut être lu (${codeOf(error)}).`,
      `${path} cannot be read (${codeOf(error)}).`,
      error,
    ),
  )

const readKey = async (path: string): Promise<WitnessKey> =>
  parseWitnessKey(await readText(path)) ??
  refuse(
    `${path} n’est pas une clé de témoin : « witness keygen » en fait une.`,
    `${path} is no key of a witness: "witness keygen" makes one.`,
  )

const readPolicy = async (path: string): Promise<Policy> => {
  const policy = parsePolicy(await readText(path))
  if (!policy.ok)
    return refuse(
      `${path} n’est pas une tlog-policy : ${policy.code}, ligne ${policy.line}.`,
      `${path} is no tlog-policy: ${policy.code}, line ${policy.line}.`,
    )
  return policy.value.logs.length > 0
    ? policy.value
    : refuse(`${path} ne nomme aucun journal.`, `${path} names no log.`)
}

const openHeads = (path: string): HeadStore => {
  try {
    return openHeadStore(path)
  } catch (error) {
    return refuse(
      `${path} ne peut être ouvert (${codeOf(error)}).`,
      `${path} cannot be opened (${codeOf(error)}).`,
      error,
    )
  }
}

const portOf = ({ values: { port = DEFAULT_PORT } }: Call): number =>
  /^(0|[1-9]\d{0,4})$/.test(port) && Number(port) < 65_536
    ? Number(port)
    : refuse('--port est un nombre de 0 à 65535.', '--port is a number from 0 to 65535.')

const listenAt = async (
  call: Call,
  answer: Parameters<typeof listen>[0],
  port: number,
): Promise<Listening> => {
  const host = call.values['host'] ?? DEFAULT_HOST
  return listen(answer, { host, port }).catch((error: unknown) =>
    refuse(
      `${host}:${port} ne peut être écouté (${codeOf(error)}).`,
      `${host}:${port} cannot be listened on (${codeOf(error)}).`,
      error,
    ),
  )
}

/** Runs a witness until the process is asked to end. */
export const runWitness = async (call: Call): Promise<ExitCode> => {
  const { io, locale } = call
  const port = portOf(call)
  const key = await readKey(fileOf(call, 'key'))
  const policy = await readPolicy(fileOf(call, 'policy'))
  const heads = openHeads(fileOf(call, 'db'))
  try {
    const signer = witnessSigner(key, io.clock)
    const app = witnessApp({ heads, policy, signer }, (error) => io.err(`${codeOf(error)}\n`))
    // Before it says that it listens: who reads that may ask it to end at once.
    const ended = io.ended()
    const listening = await listenAt(call, app.fetch, port)
    const ready = { fr: 'Témoin à l’écoute', en: 'Witness listening' }[locale]
    io.out(
      `${ready}: http://${call.values['host'] ?? DEFAULT_HOST}:${listening.port}\n${formatVkey(key.vkey)}\n`,
    )
    await ended
    await listening.close()
  } finally {
    heads.close()
  }
  return 0
}
