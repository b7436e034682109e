import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { InputIssue, Parsed } from '@constat/core/problem'
import { parseConfigFile, unknownName, type FileSettings, type ReadFile } from './config-file.ts'
import { SETTING_NAMES, SETTINGS, variableOf, type SettingName, type Settings } from './settings.ts'

/** Names the configuration file; the one setting that is not in it. */
const FILE_VARIABLE = 'CONSTAT_CONFIG'

// Knobs of the test command, which starts servers too.
const OF_TESTS = /^CONSTAT_(TEST|KILL|FUZZ|MUTATION)_/

/** What a server is told: where it listens and keeps its data, who attests its log, what it lets be seen of itself. */
export type Config = {
  readonly host: string
  readonly port: number
  /** Origin that the world knows this server by: issuer of its statements, name of its log. */
  readonly publicUrl?: string | undefined
  /** Who speaks TLS before it. */
  readonly tls?: 'proxy' | undefined
  readonly data: string
  /** PostgreSQL database under the role of the server; the file of the data folder when absent. */
  readonly databaseUrl?: string | undefined
  /** The same under the role that owns the tables. */
  readonly databaseOwnerUrl?: string | undefined
  /** PostgreSQL database of signed heads, on a server of its own; the file of the data folder when absent. */
  readonly checkpointUrl?: string | undefined
  /** Folder of the keys. */
  readonly keys: string
  /** From which further origins the demo's site key may be used. */
  readonly origins: readonly string[]
  /** Path of the tlog-policy file of the witnesses that cosign the log. */
  readonly witnesses?: string | undefined
  /** The authority that time-stamps the log. */
  readonly tsaUrl?: string | undefined
  /** Path of a PEM file with the certificates that the authority's tokens do not carry. */
  readonly tsaChain?: string | undefined
  /** From one time stamp to the next. */
  readonly tsaMinutes: number
  /** Webhooks may be on this machine itself: for development. */
  readonly webhooks?: 'loopback' | undefined
  /** The mail relay with its password, and the sender of mails; both or none. */
  readonly smtpUrl?: string | undefined
  readonly mailFrom?: string | undefined
  /** The SMS gateway and what it is sent; URL and body, or none. */
  readonly smsUrl?: string | undefined
  readonly smsMethod: Settings['sms_method']
  readonly smsHeaders?: Settings['sms_headers']
  readonly smsBody?: Settings['sms_body']
  /** Beginnings of the numbers that text messages go to. */
  readonly smsPrefixes?: readonly string[] | undefined
  /** How many confirmations a tenant may request a day. */
  readonly confirmationsPerDay?: number | undefined
  readonly logLevel: Settings['log_level']
  /** Who sends it may read the metrics over the network; nobody when absent. */
  readonly metricsToken?: string | undefined
  /** Port of the loopback address on which the metrics are read; none when absent. */
  readonly metricsPort?: number | undefined
  /** Units of cost that a site key may ask for each second; ten times as many at once. */
  readonly siteRate: number
  /** The same of a secret key. */
  readonly secretRate: number
  /** The same of a partner key. */
  readonly partnerRate: number
  /** How often one contact of one tenant may be looked up each minute. */
  readonly contactRate: number
  /** How long a server that is asked to end takes new connections although it is ready no more, for a balancer to notice. */
  readonly unreadySeconds: number
  /** How long it then waits for answers under way. */
  readonly drainSeconds: number
}

/** Where a value comes from. */
export type SettingSource = 'environment' | 'file' | 'default' | 'unset'

/** A setting as it holds, for people to read; a secret is never there. */
export type SettingLine = {
  readonly name: SettingName
  readonly variable: string
  readonly value: string
  readonly source: SettingSource
}

/** A configuration and how it came to be. */
export type Configured = { readonly config: Config; readonly lines: readonly SettingLine[] }

type Environment = { readonly [name: string]: string | undefined }

const unknownVariables = (env: Environment): InputIssue[] => {
  const known = [...SETTING_NAMES.map(variableOf), FILE_VARIABLE]
  return Object.keys(env)
    .filter((name) => name.startsWith('CONSTAT_') && !known.includes(name) && !OF_TESTS.test(name))
    .map((name) => unknownName([name], name, known))
}

const textOf = (value: object | null): string =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
    ? value.join(' ')
    : JSON.stringify(value)

const lineOf = (
  name: SettingName,
  value: Settings[SettingName],
  given: 'environment' | 'file' | undefined,
): SettingLine => {
  const source = given ?? (value === undefined ? 'unset' : 'default')
  const shown = typeof value === 'object' ? textOf(value) : String(value ?? '')
  const secret = value !== undefined && SETTINGS[name].secret?.(shown) === true
  return { name, variable: variableOf(name), value: secret ? '(secret)' : shown, source }
}

const configOf = (settings: Settings): Config => ({
  host: settings.host,
  port: settings.port,
  publicUrl: settings.public_url,
  tls: settings.tls,
  data: settings.data,
  databaseUrl: settings.database_url,
  databaseOwnerUrl: settings.database_owner_url,
  checkpointUrl: settings.checkpoint_url,
  keys: settings.keys ?? join(settings.data, 'keys'),
  origins: settings.origins,
  witnesses: settings.witnesses,
  tsaUrl: settings.tsa_url,
  tsaChain: settings.tsa_chain,
  tsaMinutes: settings.tsa_minutes,
  webhooks: settings.webhooks,
  smtpUrl: settings.smtp_url,
  mailFrom: settings.mail_from,
  smsUrl: settings.sms_url,
  smsMethod: settings.sms_method,
  smsHeaders: settings.sms_headers,
  smsBody: settings.sms_body,
  smsPrefixes: settings.sms_prefixes,
  confirmationsPerDay: settings.confirmations_per_day,
  logLevel: settings.log_level,
  metricsToken: settings.metrics_token,
  metricsPort: settings.metrics_port,
  siteRate: settings.site_rate,
  secretRate: settings.secret_rate,
  partnerRate: settings.partner_rate,
  contactRate: settings.contact_rate,
  unreadySeconds: settings.unready_seconds,
  drainSeconds: settings.drain_seconds,
})

/** Where one is given, so must the other. */
const TOGETHER = [
  ['smtp_url', 'mail_from'],
  ['mail_from', 'smtp_url'],
  ['sms_url', 'sms_body'],
  ['sms_body', 'sms_url'],
] as const

const isFaulty = (issues: readonly InputIssue[], name: SettingName): boolean =>
  issues.some(({ path }) => path.includes(name) || path.includes(variableOf(name)))

const NO_FILE: ReadFile = { settings: new Map(), issues: [] }

/**
 * Reads the configuration from environment variables and from what a file gives; the environment wins. Every fault is told at
 * once with what to do, unknown `CONSTAT_*` names among them. No message repeats a value, which may be a secret.
 */
export const parseConfig = (
  env: Environment,
  { settings: file, issues: ofFile }: ReadFile = NO_FILE,
): Parsed<Configured> => {
  const issues = [...ofFile, ...unknownVariables(env)]
  const settings: { [name: string]: unknown } = {}
  const lines: SettingLine[] = []
  for (const name of SETTING_NAMES) {
    const variable = variableOf(name)
    const given = env[variable] !== undefined ? 'environment' : file.has(name) ? 'file' : undefined
    const parsed = SETTINGS[name].schema.safeParse(env[variable] ?? file.get(name))
    if (parsed.success) {
      settings[name] = parsed.data
      lines.push(lineOf(name, parsed.data, given))
    } else
      issues.push({
        path: [given === 'file' ? name : variable],
        rule: parsed.error.issues[0]?.code ?? 'custom',
        message: SETTINGS[name].expects,
      })
  }
  for (const [name, other] of TOGETHER)
    if (settings[name] !== undefined && settings[other] === undefined && !isFaulty(issues, other))
      issues.push({ path: [variableOf(other)], rule: 'required', message: SETTINGS[other].expects })
  if (issues.length > 0) return { ok: false, issues }
  // Each name has the output of its own schema.
  const config = configOf(settings as Settings)
  const shown = lines.map((line) =>
    line.name === 'keys' && line.source === 'unset'
      ? { ...line, value: config.keys, source: 'default' as const }
      : line,
  )
  return { ok: true, value: { config, lines: shown } }
}

const OTHERS = 0o077

const holdsSecret = (file: FileSettings): boolean =>
  [...file].some(([name, text]) => SETTINGS[name].secret?.(text) === true)

const privateIssue = (path: string): InputIssue => ({
  path: [path],
  rule: 'private',
  message:
    'Others may read this file, and it holds a secret: take that from them by "chmod go=" and its path.',
})

const readConfigFile = async (path: string): Promise<ReadFile> => {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    const message = 'This configuration file cannot be read: check its path and who may read it.'
    return { ...NO_FILE, issues: [{ path: [path], rule: 'unreadable', message }] }
  }
  const { settings, issues } = parseConfigFile(path, text)
  const isOpen = holdsSecret(settings) && ((await stat(path)).mode & OTHERS) !== 0
  return { settings, issues: isOpen ? [...issues, privateIssue(path)] : issues }
}

/**
 * Reads the configuration of a process: its environment, and the file that `path` or `CONSTAT_CONFIG` names. The faults of
 * both are told at once.
 */
export const loadConfig = async (
  env: Environment,
  path: string | undefined = env[FILE_VARIABLE],
): Promise<Parsed<Configured>> => parseConfig(env, path === undefined ? NO_FILE : await readConfigFile(path))

/** All faults of a configuration, a line each. */
export const configFaults = (issues: readonly InputIssue[]): string =>
  issues.map(({ path, message }) => `${path.join(': ')}: ${message}`).join('\n')
