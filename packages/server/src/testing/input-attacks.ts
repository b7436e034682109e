import { SITE_DOCUMENTS } from '../platform/site-documents.ts'
import { raw, type Attacks } from './attack.ts'

// Written as text, and once: to make them takes longer than to refuse them. No input is kept, so that they need not differ.
const list = (count: number, item: string): string => `[${`${item},`.repeat(count - 1)}${item}]`

/** An object of so many names, each another. */
const wide = (count: number, name: string): string =>
  `{${Array.from({ length: count }, (_, index) => `"${name}${index.toString(36)}":0`).join(',')}}`

/** What the widget asks, with another input. */
const bySite = (field: string, input: string): Attacks[string] => {
  const id = Object.entries(SITE_DOCUMENTS).find(([, text]) => text.includes(`${field}(`))?.[0]
  const body = `{"documentId":"${id}","variables":{"input":${input}}}`
  return ({ site, origin }) => raw(site, body, { origin })
}

const bySecret = (query: string, input: string): Attacks[string] => {
  const body = `{"query":"${query}","variables":{"input":${input}}}`
  return ({ secret }) => raw(secret, body)
}

const BATCH = 'query ($input: [EligibilityItem!]!) { checkEligibilityBatch(items: $input) { ref } }'
const ATTEMPTS = 'mutation ($input: RecordAttemptsInput!) { recordAttempts(input: $input) { __typename } }'
const LINT = 'query ($input: JSON!) { lintNotice(document: $input) { rule } }'

const UNKNOWN = wide(80_000, 'k')
const LONG_NAME = `"${'k'.repeat(900_000)}":0`
const LONG_PARAMETER = `{"query":"{ viewer { keyKind } }",${LONG_NAME}}`

/** Values of variables that take long to refuse, or to tell of: as many as a body holds, and as many as are taken. */
export const INPUT_ATTACKS: Attacks = {
  'choices of nothing, by a site key': bySite('recordConsent', `{"choices":${list(320_000, '{}')}}`),
  'names that nobody knows, by a site key': bySite('recordConsent', UNKNOWN),
  'names that nobody knows of a capture, by a site key': bySite('startCapture', UNKNOWN),
  'names that are nearly known, by a site key': bySite('recordConsent', wide(45_000, 'observati')),
  'as many unknown names as are taken, by a site key': bySite('recordConsent', wide(4_900, 'k')),
  'as many choices of nothing as are taken, by a site key': bySite(
    'recordConsent',
    `{"choices":${list(999, '{}')}}`,
  ),
  'half characters, by a site key': bySite(
    'recordConsent',
    `{"choices":${list(4_900, String.raw`"\ud800"`)}}`,
  ),
  'a name as long as a body, by a site key': bySite('recordConsent', `{${LONG_NAME}}`),
  'a parameter as long as a body': ({ secret }) => raw(secret, LONG_PARAMETER),
  'questions that ask nothing': bySecret(BATCH, list(49_990, '{"input":{}}')),
  'as many questions that ask nothing as are taken': bySecret(BATCH, list(999, '{}')),
  'more questions than a list holds': bySecret(BATCH, list(14_000, '0')),
  'as many unknown names as are taken': bySecret(BATCH, `[{"input":${wide(29_900, 'k')}}]`),
  'calls that nobody made': bySecret(ATTEMPTS, `{"attempts":${list(9_000, '{}')}}`),
  'a notice of names that nobody knows': bySecret(LINT, UNKNOWN),
  'a notice of questions that ask nothing': bySecret(LINT, `{"questions":${list(300_000, '{}')}}`),
}
