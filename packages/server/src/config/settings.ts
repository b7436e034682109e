import { isPostgresUrl } from '@constat/store'
import { z } from 'zod'
import { hasPlaces, isMailbox, isRelay } from './sending.ts'
import { webhookUrlIssues } from '../webhook/url.ts'

/** One setting: `CONSTAT_<NAME>` in the environment, `<name>` in the file. */
export type Setting<T> = {
  /** Turns the text of the setting, undefined when it is not given, into its value. */
  readonly schema: z.ZodType<T, string | undefined>
  /** What to give: said when what was given is no good. */
  readonly expects: string
  /** Whether a text of it may hold a secret: then it is never printed, and its file is its owner's alone. */
  readonly secret?: (text: string) => boolean
}

const setting = <T>(
  schema: z.ZodType<T, string | undefined>,
  expects: string,
  secret?: (text: string) => boolean,
): Setting<T> => ({
  schema,
  expects,
  ...(secret ? { secret } : {}),
})

const always = (): boolean => true

/** Whether a URL ends with its host. */
const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^\/?$/.test(text.slice(new URL(text).origin.length))

// Some put a key in the path, and no path tells whether it is one; what is not even a URL may be anything.
const mayHoldKey = (text: string): boolean => !isOrigin(text)

const toList = (text: string): string[] => text.split(/[\s,]+/).filter((each) => each !== '')

const WHOLE = /^\d{1,9}$/
const whole = (min: number, max: number) =>
  z.string().regex(WHOLE).transform(Number).pipe(z.number().min(min).max(max))
const text = z.string().min(1).max(4_096)
const postgresUrl = text.refine(
  (url) => isPostgresUrl(url) && URL.canParse(url) && new URL(url).username !== '',
)
const httpUrl = z.url({ protocol: /^https?$/ })
// So that paths and links can be put behind it.
const baseUrl = httpUrl.refine(isOrigin)

const parseJson = (given: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(given)
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON' })
    return z.NEVER
  }
}
const json = text.transform(parseJson)
// RFC 9110 §5: a line break would begin another header.
const headers = json.pipe(
  z.record(z.string().regex(/^[\w-]{1,64}$/), z.string().regex(/^[\x20-\x7e]{0,4096}$/)),
)
const rate = whole(1, 1_000_000)
const RATE_EXPECTED = 'Give 1 to 1000000 units of cost a second for each key of this kind.'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** All settings of a server, by their names in the file. */
export const SETTINGS = {
  host: setting(text.default('127.0.0.1'), 'Give the address to listen on, such as 127.0.0.1.'),
  port: setting(whole(0, 65_535).default(4000), 'Give a port from 0 to 65535; 0 takes a free one.'),
  public_url: setting(
    baseUrl.transform((url) => new URL(url).origin).optional(),
    'Give the address that the world knows this server by, such as https://proofs.example.fr, without a path.',
  ),
  tls: setting(
    z.literal('proxy').optional(),
    'Give proxy when a reverse proxy speaks TLS before this server, else nothing.',
  ),
  data: setting(text.default('./data'), 'Give the folder of the database.'),
  database_url: setting(
    postgresUrl.optional(),
    'Give postgres://role:password@host/database?sslmode=verify-full for a PostgreSQL server, under the role of the server; else the database is a file in the data folder.',
    always,
  ),
  database_owner_url: setting(
    postgresUrl.optional(),
    'Give postgres://role:password@host/database?sslmode=verify-full under the role that owns the tables; only "migrate" needs it.',
    always,
  ),
  checkpoint_url: setting(
    postgresUrl.optional(),
    'Give postgres://role:password@host/database?sslmode=verify-full on another PostgreSQL server than that of the database; else signed heads are remembered in a file in the data folder.',
    always,
  ),
  keys: setting(text.optional(), 'Give the folder of the keys; keys in the data folder when not given.'),
  origins: setting(
    z
      .string()
      .transform(toList)
      .pipe(z.array(httpUrl))
      .transform((urls) => urls.map((url) => new URL(url).origin))
      .default([]),
    'List http(s) origins, such as https://www.example.fr.',
  ),
  witnesses: setting(text.optional(), 'Give the path of a tlog-policy file.'),
  tsa_url: setting(httpUrl.optional(), 'Give the http(s) URL of an RFC 3161 authority.', mayHoldKey),
  tsa_chain: setting(text.optional(), 'Give the path of a PEM file.'),
  tsa_minutes: setting(whole(1, 1_440).default(60), 'Give 1 to 1440 minutes.'),
  webhooks: setting(
    z.literal('loopback').optional(),
    'Give loopback to let webhooks be on this machine, over http too, for development; else nothing.',
  ),
  smtp_url: setting(
    z
      .url({ protocol: /^smtps?$/ })
      .max(4_096)
      .refine(isRelay)
      .optional(),
    'Give the mail relay, such as smtps://user:password@smtp.example.fr:465, or smtp:// for STARTTLS; a % in user or password is written %25.',
    always,
  ),
  mail_from: setting(
    z.string().refine(isMailbox).max(320).optional(),
    'Give the one sender of mails, such as Devis <ne-pas-repondre@example.fr>.',
  ),
  sms_url: setting(
    z
      .url()
      .refine((url) => URL.canParse(url) && webhookUrlIssues(new URL(url), [], true).length === 0)
      .optional(),
    'Give the https URL of an SMS gateway, without user and password.',
    // Gateways put keys in the query and in the path.
    always,
  ),
  sms_method: setting(z.enum(['POST', 'PUT']).default('POST'), 'Give POST or PUT.'),
  sms_headers: setting(
    headers.optional(),
    'Give a JSON object of headers, such as {"authorization": "Bearer …"}.',
    always,
  ),
  sms_body: setting(
    json.pipe(z.json()).refine(hasPlaces).optional(),
    'Give the JSON body, such as {"to": "{{to}}", "message": "{{text}}"}, with both places in its values.',
    always,
  ),
  sms_prefixes: setting(
    z
      .string()
      .transform(toList)
      .pipe(z.array(z.string().regex(/^\+[1-9]\d{0,14}$/)).min(1))
      .optional(),
    'List the beginnings of the numbers that may be written to, such as +336 +337 +32; French mobiles when not given.',
  ),
  confirmations_per_day: setting(
    whole(1, 1_000_000).optional(),
    'Give how many confirmations a tenant may request a day: 1 to 1000000; 1000 when not given.',
  ),
  log_level: setting(z.enum(LOG_LEVELS).default('info'), `Give one of ${LOG_LEVELS.join(', ')}.`),
  metrics_token: setting(
    z
      .string()
      .regex(/^[\x21-\x7e]{32,512}$/)
      .optional(),
    'Give at least 32 characters without spaces, such as those of "openssl rand -base64 32".',
    always,
  ),
  metrics_port: setting(
    whole(0, 65_535).optional(),
    'Give a port from 0 to 65535, on which this machine alone can read metrics.',
  ),
  site_rate: setting(rate.default(5_000), RATE_EXPECTED),
  secret_rate: setting(rate.default(50_000), RATE_EXPECTED),
  partner_rate: setting(rate.default(500), RATE_EXPECTED),
  contact_rate: setting(rate.default(600), 'Give 1 to 1000000 look-ups of one contact a minute.'),
  unready_seconds: setting(whole(0, 600).default(0), 'Give 0 to 600 seconds.'),
  drain_seconds: setting(whole(0, 600).default(20), 'Give 0 to 600 seconds.'),
} as const

export type SettingName = keyof typeof SETTINGS

/** The value of each setting. */
export type Settings = { readonly [name in SettingName]: z.output<(typeof SETTINGS)[name]['schema']> }

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[]

/** The environment variable of a setting. */
export const variableOf = (name: SettingName): string => `CONSTAT_${name.toUpperCase()}`
