import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newFolder } from '../testing/folder.ts'
import { configFaults, loadConfig, parseConfig } from './config.ts'
import { SETTING_NAMES, variableOf } from './settings.ts'

const TOKEN = 'a metrics token of many characters'.replaceAll(' ', '-')

const loaded = async (env: Record<string, string>, toml: string, mode = 0o600) => {
  const path = join(await newFolder(), 'constat.toml')
  await writeFile(path, toml, { mode })
  return loadConfig({ ...env, CONSTAT_CONFIG: path })
}

test('without settings it listens on this machine alone, and shows no metrics', () => {
  const parsed = parseConfig({ HOME: '/root' })
  expect(parsed.ok && parsed.value.config).toEqual({
    host: '127.0.0.1',
    port: 4000,
    data: './data',
    keys: 'data/keys',
    origins: [],
    tsaMinutes: 60,
    smsMethod: 'POST',
    logLevel: 'info',
    siteRate: 5_000,
    secretRate: 50_000,
    partnerRate: 500,
    contactRate: 600,
    unreadySeconds: 0,
    drainSeconds: 20,
  })
})

test('every fault is told at once with what to do, unknown names too, and no value is repeated', () => {
  const parsed = parseConfig({
    CONSTAT_PORT: 'http',
    CONSTAT_DATA: '',
    CONSTAT_PROT: '4000',
    CONSTAT_METRICS_TOKEN: 'hunter2',
    CONSTAT_PUBLIC_URL: 'https://proofs.example.fr/constat',
    CONSTAT_KILL_ROUNDS: '5',
  })
  const said = parsed.ok ? '' : configFaults(parsed.issues)
  expect(said.split('\n')).toEqual([
    'CONSTAT_PROT: There is no such setting: is it CONSTAT_PORT?',
    'CONSTAT_PORT: Give a port from 0 to 65535; 0 takes a free one.',
    'CONSTAT_PUBLIC_URL: Give the address that the world knows this server by, such as https://proofs.example.fr, without a path.',
    'CONSTAT_DATA: Give the folder of the database.',
    'CONSTAT_METRICS_TOKEN: Give at least 32 characters without spaces, such as those of "openssl rand -base64 32".',
  ])
  expect(said).not.toContain('hunter2')
})

test.each(['1e3', ' 80', '0x50', '70000', '-1', '80.5', ''])('a port of "%s" is refused', (port) => {
  expect(parseConfig({ CONSTAT_PORT: port }).ok).toBe(false)
})

test('the file gives what the environment does not, and each value says where it comes from', async () => {
  const parsed = await loaded(
    { CONSTAT_PORT: '5000' },
    `# behind nginx\nport = 6000\nhost = "::1"\norigins = ["https://www.example.fr/"]\nmetrics_token = "${TOKEN}"\n`,
  )
  if (!parsed.ok) throw new Error(configFaults(parsed.issues))
  const { config, lines } = parsed.value
  expect([config.port, config.host, config.origins]).toEqual([5000, '::1', ['https://www.example.fr']])
  const sources = Object.fromEntries(lines.map(({ name, value, source }) => [name, [value, source]]))
  expect(sources).toMatchObject({
    port: ['5000', 'environment'],
    host: ['::1', 'file'],
    data: ['./data', 'default'],
    keys: ['data/keys', 'default'],
    witnesses: ['', 'unset'],
    metrics_token: ['(secret)', 'file'],
  })
  expect(JSON.stringify(lines)).not.toContain(TOKEN)
  expect(lines.map(({ variable }) => variable)).toEqual(SETTING_NAMES.map(variableOf))
})

test('the faults of file and environment are told together', async () => {
  const parsed = await loaded({ CONSTAT_TSA_MINUTES: '0' }, 'prot = 1\nhost = true\n[server]\nport = 1\n')
  const said = parsed.ok ? [] : parsed.issues.map(({ path, rule }) => `${path.at(-1)} ${rule}`)
  expect(said).toEqual([
    'prot unknown-name',
    'host type',
    'server unknown-name',
    'CONSTAT_TSA_MINUTES too_small',
  ])
})

test('unknown names, values that are no good and who may read the file are told together', async () => {
  const parsed = await loaded(
    { CONSTAT_PROT: '1' },
    `prot = 1\nport = "http"\nsmtp_url = 5\nmail_from = "devis@example.fr"\nmetrics_token = "${TOKEN}"\n`,
    0o644,
  )
  const said = parsed.ok ? [] : parsed.issues.map(({ path, rule }) => `${path.at(-1)} ${rule}`)
  expect(said).toEqual([
    'prot unknown-name',
    expect.stringMatching(/constat\.toml private$/),
    'CONSTAT_PROT unknown-name',
    'port invalid_format',
    'smtp_url invalid_format',
  ])
})

test('no credential is printed, wherever in a setting it stands, and its file is its owner’s alone', async () => {
  const gateway = {
    CONSTAT_SMS_URL: 'https://sms.example.fr/hunter2/send?key=hunter2',
    CONSTAT_SMS_BODY: '{"key":"hunter2","to":"{{to}}","text":"{{text}}"}',
    CONSTAT_TSA_URL: 'https://devis:hunter2@tsa.example.fr',
  }
  const parsed = parseConfig(gateway)
  if (!parsed.ok) throw new Error(configFaults(parsed.issues))
  expect(JSON.stringify(parsed.value.lines)).not.toContain('hunter2')
  const inPath = parseConfig({ CONSTAT_TSA_URL: 'https://tsa.example.fr/hunter2/tsr' })
  expect(inPath.ok && JSON.stringify(inPath.value.lines)).not.toContain('hunter2')
  const plain = parseConfig({ CONSTAT_TSA_URL: 'https://tsa.example.fr' })
  expect(JSON.stringify(plain)).toContain('"value":"https://tsa.example.fr"')
  for (const [name, value] of Object.entries(gateway)) {
    const line = `${name.replace('CONSTAT_', '').toLowerCase()} = '${value}'\n`
    const open = await loaded({}, line, 0o644)
    expect(open.ok ? [] : open.issues.map(({ rule }) => rule)).toContain('private')
  }
  expect((await loaded({}, "tsa_url = 'https://tsa.example.fr/tsr'\n", 0o644)).ok).toBe(false)
  expect((await loaded({}, "tsa_url = 'https://tsa.example.fr'\n", 0o644)).ok).toBe(true)
})

test('a slip in the file is told by its line, without the line', async () => {
  const parsed = await loaded({}, `port = 1\nmetrics_token = "${TOKEN}\n`)
  const said = parsed.ok ? '' : configFaults(parsed.issues)
  expect(said).toContain('Line 2')
  expect(said).not.toContain(TOKEN)
})

test('a file that is not there is a fault', async () => {
  const parsed = await loadConfig({}, '/nonexistent/constat.toml')
  expect(parsed.ok ? [] : parsed.issues.map(({ rule }) => rule)).toEqual(['unreadable'])
})

test('a file that holds a secret and that others may read is a fault; one without is not', async () => {
  const secret = await loaded({}, `metrics_token = "${TOKEN}"\n`, 0o640)
  expect(secret.ok ? [] : secret.issues.map(({ rule }) => rule)).toEqual(['private'])
  expect((await loaded({}, 'port = 80\n', 0o644)).ok).toBe(true)
})

test('a relay wants a sender and a gateway a body, and neither password nor headers are printed', () => {
  const SMTP = 'smtps://devis:hunter2@smtp.example.fr:465'
  const alone = parseConfig({ CONSTAT_SMTP_URL: SMTP, CONSTAT_SMS_BODY: '{"to":"{{to}}","text":"{{text}}"}' })
  expect(alone.ok ? [] : alone.issues.map(({ path, rule }) => `${path.join()} ${rule}`)).toEqual([
    'CONSTAT_MAIL_FROM required',
    'CONSTAT_SMS_URL required',
  ])
  const whole = parseConfig({
    CONSTAT_SMTP_URL: SMTP,
    CONSTAT_MAIL_FROM: 'Devis <devis@example.fr>',
    CONSTAT_SMS_URL: 'https://sms.example.fr/send',
    CONSTAT_SMS_HEADERS: '{"authorization":"Bearer hunter2"}',
    CONSTAT_SMS_BODY: '{"to":["{{to}}"],"text":"{{text}}"}',
    CONSTAT_SMS_PREFIXES: '+336 +32',
  })
  if (!whole.ok) throw new Error(configFaults(whole.issues))
  expect(whole.value.config).toMatchObject({
    smtpUrl: SMTP,
    smsHeaders: { authorization: 'Bearer hunter2' },
    smsBody: { to: ['{{to}}'], text: '{{text}}' },
    smsPrefixes: ['+336', '+32'],
  })
  expect(JSON.stringify(whole.value.lines)).not.toContain('hunter2')
})

test.each([
  'devis@example.fr',
  '<devis@example.fr>',
  'Devis d’été <devis@example.fr>',
  '"Devis, Cuisines" <devis@example.fr>',
])('mails may come from %s', (from) => {
  expect(
    parseConfig({ CONSTAT_SMTP_URL: 'smtp://u:p%25@smtp.example.fr', CONSTAT_MAIL_FROM: from }),
  ).toMatchObject({
    ok: true,
  })
})

test.each([
  ['SMTP_URL', 'https://smtp.example.fr'],
  ['SMTP_URL', 'smtp://u:p%zz@smtp.example.fr'],
  ['MAIL_FROM', 'a@example.fr, c@example.fr'],
  ['MAIL_FROM', 'Devis, Cuisines <a@example.fr>'],
  ['MAIL_FROM', 'Devis <a@example.fr'],
  ['SMS_BODY', '{"{{to}}":"{{text}}"}'],
  ['SMTP_URL', 'smtp.example.fr'],
  ['SMS_URL', 'sms.example.fr'],
  ['MAIL_FROM', 'a@example.fr\r\nBcc: b@example.fr'],
  ['SMS_URL', 'http://sms.example.fr'],
  ['SMS_URL', 'https://10.0.0.1/send'],
  ['SMS_URL', 'https://user:secret@sms.example.fr'],
  ['SMS_HEADERS', '{"x":"a\\r\\nb"}'],
  ['SMS_HEADERS', 'authorization: x'],
  ['SMS_BODY', '{"to":"{{to}}"}'],
  ['SMS_BODY', '{'],
  ['SMS_PREFIXES', '06'],
  ['CONFIRMATIONS_PER_DAY', '0'],
])('%s of %j is refused', (name, value) => {
  const parsed = parseConfig({ [`CONSTAT_${name}`]: value })
  expect(parsed.ok ? [] : parsed.issues.map(({ path }) => path.join())).toContain(`CONSTAT_${name}`)
})
