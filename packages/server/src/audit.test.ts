import { Kind, parse, visit } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { apiSchema } from './schema.ts'
import { granted, NOTICE, SITE, startServer, type ServerUnderTest } from './testing/server-under-test.ts'

/** What scanners look at in an answer; any part may be missing. */
const answered = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
})
type Answered = z.infer<typeof answered> & { readonly text: string }
type Ask = (path: string, init?: RequestInit) => Promise<Answered>

const JSON_TYPE = { 'content-type': 'application/json' }

const words = (ask: Ask, query: string): Promise<Answered> =>
  ask('/graphql', { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ query }) })

const has = ({ data }: Answered, name: string): boolean => data?.[name] !== undefined && data[name] !== null

const inCircles = (levels: number): string =>
  levels === 0 ? 'name' : `fields { type { ${inCircles(levels - 1)} } }`

/**
 * What graphql-cop (github.com/dolevf) looks for, under the titles of its report: whether it is found. Its program is Python; what each
 * check asks and takes as a finding was read there and is written anew.
 */
const CHECKS: { readonly [title: string]: (ask: Ask) => Promise<boolean> } = {
  'Alias Overloading': async (ask) =>
    has(
      await words(
        ask,
        `query cop { ${Array.from({ length: 101 }, (_, n) => `alias${n}: __typename`).join(' ')} }`,
      ),
      'alias100',
    ),
  'Array-based Query Batching': async (ask) => {
    const body = JSON.stringify(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })))
    const { text } = await ask('/graphql', { method: 'POST', headers: JSON_TYPE, body })
    return text.startsWith('[')
  },
  'Directive Overloading': async (ask) =>
    (await words(ask, `query cop { __typename ${'@aa'.repeat(10)} }`)).errors?.length === 10,
  'Field Duplication': async (ask) =>
    has(await words(ask, `query cop { ${'__typename '.repeat(500)} }`), '__typename'),
  'Circular Fragment': async (ask) =>
    (
      await words(
        ask,
        'query cop { __schema { ...a } } fragment a on __Schema { __typename ...b } fragment b on __Schema { ...a }',
      )
    ).errors === undefined,
  'Introspection-based Circular Query': async (ask) =>
    has(await words(ask, `query cop { __schema { types { ${inCircles(4)} } } }`), '__schema'),
  'Field Suggestions': async (ask) =>
    (await words(ask, 'query cop { __schema { directive } }')).text.includes('Did you mean'),
  'GraphQL IDE': async (ask) => {
    const pages = await Promise.all(
      ['/', '/graphiql', '/playground', '/console', '/graphql'].map((path) =>
        ask(path, { headers: { accept: 'text/html' } }),
      ),
    )
    return pages.some(({ text }) => /graphiql|playground/i.test(text))
  },
  'GET Method Query Support': async (ask) =>
    has(await ask('/graphql?query=query%20cop%20%7B__typename%7D'), '__typename'),
  'GET based mutation (possible CSRF)': async (ask) =>
    has(await ask('/graphql?query=mutation%20cop%20%7B__typename%7D'), '__typename'),
  Introspection: async (ask) =>
    has(await words(ask, 'query cop { __schema { types { name } } }'), '__schema'),
  'POST based url-encoded query (possible CSRF)': async (ask) => {
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    const said = await Promise.all([
      ask('/graphql', { ...form, body: 'query=query%20cop%20%7B__typename%7D' }),
      ask('/graphql?query=query%20cop%20%7B__typename%7D', form),
    ])
    return said.some((each) => has(each, '__typename'))
  },
  'Trace Mode': async (ask) => {
    const { text, extensions } = await words(ask, 'query cop { __typename }')
    return extensions !== undefined || /tracing|stacktrace/i.test(text)
  },
  'Unhandled Errors Detection': async (ask) => {
    const { text, errors } = await words(ask, 'qwerty cop { abc }')
    return errors === undefined || /"exception"|stacktrace|node_modules/i.test(text)
  },
}

/** What whoever holds such a key finds; a secret key is told what the graph consists of, for its developers. */
const FOUND = {
  none: [],
  wrong: [],
  site: [],
  partner: [],
  secret: ['Field Suggestions', 'Introspection'],
} as const
type Holder = keyof typeof FOUND
const isHolder = (name: string): name is Holder => name in FOUND
const HOLDERS = Object.keys(FOUND).filter(isHolder)

let server: ServerUnderTest
let keys: { readonly [holder in Holder]: string | undefined }

beforeAll(async () => {
  server = await startServer()
  granted(await server.client.publishNotice(NOTICE), 'PublishNoticePayload')
  const made = await server.client.createApiKey({ kind: 'PARTNER', name: 'buyer', party: 'sols' })
  const { secret: partner } = granted(made, 'CreateApiKeyPayload')
  keys = {
    none: undefined,
    wrong: server.secretKey.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a')),
    site: server.siteKey,
    partner,
    secret: server.secretKey,
  }
})
afterAll(() => server.close())

const askAs =
  (holder: Holder): Ask =>
  async (path, init) => {
    const { [holder]: key } = keys
    const headers = new Headers(init?.headers)
    headers.set('origin', SITE)
    if (key !== undefined) headers.set('authorization', `Bearer ${key}`)
    const answer = await server.fetch(path, { ...init, headers })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.includes('json')
    const read = answered.safeParse(isJson ? JSON.parse(text) : {})
    return { ...(read.success ? read.data : {}), text }
  }

test('what the checks ask is answered to whoever may ask: they would find something', async () => {
  expect(has(await words(askAs('partner'), 'query cop { __typename }'), '__typename')).toBe(true)
  expect(has(await words(askAs('secret'), 'query cop { a: __typename }'), 'a')).toBe(true)
})

describe.each(HOLDERS)('graphql-cop, with this key: %s', (holder) => {
  test.each(Object.entries(CHECKS))('%s', async (title, check) => {
    expect(await check(askAs(holder))).toBe(FOUND[holder].some((each) => each === title))
  })
})

/** Each place where clairvoyance puts words of its list, and what it hopes to be told of. */
const PROBES: { readonly [learns: string]: (word: string) => string } = {
  'fields of the root': (word) => `query { ${word} }`,
  mutations: (word) => `mutation { ${word} }`,
  'the type of a field': (word) => `query { ${word} { lol } }`,
  'fields of an object': (word) => `query { viewer { ${word} } }`,
  arguments: (word) => `query { notice(${word}: 7) }`,
  'the type of an argument': (word) => `query { checkEligibility(${word}: {}) { verdict } }`,
  'fields of an input': (word) => `query { checkEligibility(input: { ${word}: 7 }) { verdict } }`,
  'the name of a type': (word) => `query { viewer { ... on ${word} { imwrongfield } } }`,
}
// What is there, what nearly is, and what is not.
const WORDS = [
  'viewer',
  'viewr',
  'event',
  'keyKind',
  'keyKnd',
  'key',
  'input',
  'contact',
  'contct',
  'Viewer',
  'Viewr',
  'zzz',
]

const namesIn = (text: string): Set<string> => new Set(text.match(/\w+/g))
const NAMES = Object.values(apiSchema.getTypeMap()).flatMap((type) => [
  type.name,
  ...('getFields' in type ? Object.keys(type.getFields()) : []),
])
const SAID_ANYWAY = namesIn(
  'errors message locations line column extensions code path This does not fit what the graph has type is asked for here value at issues rule query input',
)

test.each(Object.entries(PROBES))(
  'clairvoyance learns nothing of %s from a site key or none',
  async (_learns, probe) => {
    for (const holder of ['none', 'wrong', 'site'] as const) {
      const said = await Promise.all(
        WORDS.map(async (word) => (await words(askAs(holder), probe(word))).text),
      )
      expect(new Set(said).size).toBe(1)
    }
  },
)

test.each(Object.entries(PROBES))(
  'clairvoyance is told no name of %s that it did not say',
  async (_learns, probe) => {
    for (const word of WORDS) {
      const query = probe(word)
      const { text, errors } = await words(askAs('partner'), query)
      if (errors === undefined) continue
      const asked = namesIn(query)
      const told = [...namesIn(text)].filter(
        (name) => NAMES.includes(name) && !asked.has(name) && !SAID_ANYWAY.has(name),
      )
      expect(told, query).toEqual([])
    }
  },
)

test('the probes are documents, so that what refuses them is what they name', () => {
  for (const probe of Object.values(PROBES)) {
    let fields = 0
    visit(parse(probe('zzz')), { [Kind.FIELD]: () => void (fields += 1) })
    expect(fields).toBeGreaterThan(0)
  }
})
