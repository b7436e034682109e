import { readdir, realpath, stat } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join, relative } from 'node:path'
import type { InputIssue, Parsed } from '@constat/core/problem'
import type { Config } from '../config/config.ts'
import { variableOf, type SettingName } from '../config/settings.ts'
import { isReachSafe, REACH_BY_TLS } from './database-reach.ts'

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1|\[::1\])$/
const LOCAL_NAME = /(^|\.)(localhost|local|internal|test|example|invalid)$/
const MIN_DIFFERENT = 12

type Finding = readonly [name: SettingName, rule: string, message: string]

const issueOf = ([name, rule, message]: Finding): InputIssue => ({ path: [variableOf(name)], rule, message })

const addressFindings = ({ host, publicUrl, tls }: Config): readonly Finding[] => {
  const findings: Finding[] = []
  if (publicUrl === undefined)
    findings.push([
      'public_url',
      'required',
      'Say by which address the world reaches this server, such as https://proofs.example.fr: it stands in every statement, for ever.',
    ])
  else {
    const { protocol, hostname } = new URL(publicUrl)
    const name = hostname.replace(/\.$/, '')
    if (protocol !== 'https:')
      findings.push([
        'public_url',
        'tls',
        'Use https: keys and contacts would cross the network for all to read.',
      ])
    // A name without a dot is of the network that one is in.
    if (!name.includes('.') || LOCAL_NAME.test(name) || isIP(name) !== 0)
      findings.push([
        'public_url',
        'public-name',
        'Use a name that everybody can resolve: whoever verifies a proof asks it.',
      ])
  }
  if (!LOOPBACK.test(host) && tls !== 'proxy')
    findings.push([
      'host',
      'tls',
      'Listen on 127.0.0.1 behind a reverse proxy on this machine, or say CONSTAT_TLS=proxy when one on another machine speaks TLS before this server.',
    ])
  return findings
}

const webhookFindings = ({ webhooks }: Config): readonly Finding[] =>
  webhooks === undefined
    ? []
    : [
        [
          'webhooks',
          'public-address',
          'Take this out: whoever may create a webhook could reach what listens on this machine alone.',
        ],
      ]

const databaseFindings = ({ databaseUrl, databaseOwnerUrl, checkpointUrl }: Config): readonly Finding[] => {
  const urls = [
    ['database_url', databaseUrl],
    ['database_owner_url', databaseOwnerUrl],
    ['checkpoint_url', checkpointUrl],
  ] as const
  return urls.flatMap(([name, url]): readonly Finding[] =>
    url === undefined || isReachSafe(url) ? [] : [[name, 'tls', REACH_BY_TLS]],
  )
}

const tokenFindings = ({ metricsToken }: Config): readonly Finding[] =>
  metricsToken !== undefined && new Set(metricsToken).size < MIN_DIFFERENT
    ? [['metrics_token', 'guessable', 'Draw it at random, such as by "openssl rand -base64 32".']]
    : []

const real = (path: string): Promise<string> => realpath(path).catch(() => path)

const isWithin = async (inner: string, outer: string): Promise<boolean> => {
  const path = relative(await real(outer), await real(inner))
  return path === '' || !(path.startsWith('..') || path.startsWith('/'))
}

/** Permission bits of a path that are among these; 0 when there is nothing. */
const openTo = async (path: string, bits: number): Promise<number> => {
  const found = await stat(path).catch(() => undefined)
  return found ? found.mode & bits : 0
}

const GROUP_AND_WORLD = 0o077
const WORLD = 0o007

const fileFindings = async ({ data, keys }: Config): Promise<readonly Finding[]> => {
  const findings: Finding[] = []
  if (await isWithin(keys, data))
    findings.push([
      'keys',
      'apart-from-data',
      'Keep the keys in a folder outside of the data folder: a copy of that one must not open what it holds.',
    ])
  if (await isWithin(data, keys))
    findings.push(['data', 'apart-from-keys', 'Keep the data outside of the folder of the keys.'])
  const files = await readdir(keys).catch(() => [])
  const modes = await Promise.all(['', ...files].map((file) => openTo(join(keys, file), GROUP_AND_WORLD)))
  if (modes.some((mode) => mode !== 0))
    findings.push([
      'keys',
      'private',
      'Others may read the keys: take that from them by "chmod -R go= " and the folder.',
    ])
  if ((await openTo(data, WORLD)) !== 0)
    findings.push([
      'data',
      'private',
      'Everybody on this machine may read the data: "chmod o= " and the folder.',
    ])
  if ((await openTo(join(data, 'demo.json'), 0o777)) !== 0)
    findings.push([
      'data',
      'demo',
      'This is the data folder of the demo, whose keys stand in its pages: take another.',
    ])
  return findings
}

/** A configuration that is safe to serve, with the public origin of the server. */
export type SafeConfig = { readonly config: Config; readonly issuer: string }

/** Holds a configuration to what a server with other people's consents must not do; all reasons at once, with what to do. */
export const requireSafe = async (config: Config): Promise<Parsed<SafeConfig>> => {
  const findings = [
    ...addressFindings(config),
    ...databaseFindings(config),
    ...tokenFindings(config),
    ...webhookFindings(config),
    ...(await fileFindings(config)),
  ]
  const { publicUrl } = config
  return findings.length > 0 || publicUrl === undefined
    ? { ok: false, issues: findings.map(issueOf) }
    : { ok: true, value: { config, issuer: publicUrl } }
}
