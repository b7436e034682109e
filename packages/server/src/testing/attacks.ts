import { raw, type Attack, type Attacks } from './attack.ts'
import { INPUT_ATTACKS } from './input-attacks.ts'

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

const nested = (levels: number, inner: string): string =>
  `${'supersedes { '.repeat(levels)}${inner}${' }'.repeat(levels)}`

const words = (key: string, query: string): Attack => raw(key, JSON.stringify({ query }))

const VIEWER = '{ viewer { keyKind } }'
const EVENTS = (inner: string): string => `{ events { edges { node { ${inner} } } } }`

/** What is known to bring GraphQL servers down or to make them tell too much, by name. */
export const ATTACKS: Attacks = {
  ...INPUT_ATTACKS,
  'a deep query': ({ secret }, n) => words(secret, EVENTS(nested(20 + (n % 50), 'id'))),
  'a wide query': ({ secret }, n) => words(secret, `{ viewer { ${repeat(2_000 + n, () => 'keyKind')} } }`),
  'a flood of aliases': ({ secret }, n) =>
    words(secret, `{ viewer { ${repeat(40, (i) => `a${n}x${i}: keyKind`)} } }`),
  'a guess under each alias': ({ secret }, n) =>
    words(secret, `{ ${repeat(100, (i) => `a${i}: receipt(token: "${n}.${i}") { acceptedAt }`)} }`),
  'a flood of root fields': ({ secret }, n) =>
    words(secret, `{ ${repeat(11 + n, () => 'viewer { keyKind }')} }`),
  'a flood of directives': ({ secret }, n) =>
    words(secret, `query a${n} { viewer { keyKind ${repeat(25, () => '@include(if: true)')} } }`),
  'a flood of directives that are none': ({ secret }, n) =>
    words(secret, `query a${n} { viewer { keyKind ${repeat(60, (i) => `@a${i}`)} } }`),
  'the whole graph under aliases of aliases': ({ secret }, n) =>
    words(
      secret,
      `{ __schema { ${repeat(45, (i) => `a${n}x${i}: types { ...f }`)} } } fragment f on __Type { ${repeat(45, (i) => `b${i}: fields { name }`)} }`,
    ),
  'the whole graph under a few aliases of aliases': ({ secret }, n) =>
    words(
      secret,
      `{ __schema { ${repeat(15, (i) => `a${n}x${i}: types { ...f }`)} } } fragment f on __Type { ${repeat(15, (i) => `b${i}: fields { name }`)} }`,
    ),
  'a flood of tokens': ({ secret }, n) => words(secret, `{ events(contact: ${'['.repeat(20_000 + n)} }`),
  'a long comment': ({ secret }, n) => words(secret, `#${n}${'x'.repeat(900_000)}\n${VIEWER}`),
  'a long string': ({ secret }, n) =>
    words(secret, `{ receipt(token: "${n}${'x'.repeat(900_000)}") { acceptedAt } }`),
  'the same field again and again': ({ secret }, n) =>
    words(secret, EVENTS(repeat(400, () => `supersedes { supersedes { id } }`).concat(' '.repeat(n)))),
  'a circle of fragments': ({ secret }, n) =>
    words(
      secret,
      `{ viewer { ...a${n} } } fragment a${n} on Viewer { ...b } fragment b on Viewer { ...a${n} }`,
    ),
  'a fragment in itself': ({ secret }, n) =>
    words(secret, `{ viewer { ...a${n} } } fragment a${n} on Viewer { ...a${n} }`),
  'fragments that double': ({ secret }, n) =>
    words(
      secret,
      `{ events { edges { node { ...f0 } } } } ${repeat(12, (i) => `fragment f${i} on ConsentEvent { a${n}: supersedes { ...f${i + 1} } b: supersedes { ...f${i + 1} } }`)} fragment f12 on ConsentEvent { id }`,
    ),
  'pages of pages': ({ secret }, n) =>
    words(
      secret,
      `{ ${repeat(6, (i) => `a${n}x${i}: webhooks { attempts(first: 100) { edges { node { id } } } deadLetters(first: 100) { edges { node { at } } } }`)} }`,
    ),
  'operations in an array': ({ secret }, n) =>
    raw(secret, JSON.stringify(Array.from({ length: 50 }, () => ({ query: `query a${n} ${VIEWER}` })))),
  'a body that is too large': ({ secret }, n) =>
    raw(secret, JSON.stringify({ query: VIEWER, variables: { n, x: 'x'.repeat(1_100_000) } })),
  'a body that says it is short': ({ secret }) =>
    raw(secret, `{"query": "${'x'.repeat(1_100_000)}"}`, { 'content-length': '20' }),
  'arrays in arrays': ({ secret }) => raw(secret, `${'['.repeat(200_000)}${']'.repeat(200_000)}`),
  'arrays in arrays of a variable': ({ secret }) =>
    raw(
      secret,
      `{"query": "query ($document: JSON!) { lintNotice(document: $document) { rule } }", "variables": {"document": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`,
    ),
  'half a body': ({ secret }) => raw(secret, '{"query": "{ viewer'),
  'a prototype in the request': ({ secret }) =>
    raw(secret, `{"__proto__": {"query": "${VIEWER}", "polluted": true}}`),
  'a prototype in the variables': ({ secret }) =>
    raw(
      secret,
      `{"query": "query ($input: EligibilityInput!) { checkEligibility(input: $input) { verdict } }", "variables": {"input": {"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}}}`,
    ),
  'a document of every object': ({ site, origin }) => raw(site, '{"documentId": "__proto__"}', { origin }),
  'what the graph consists of, by a site key': ({ site, origin }) =>
    raw(site, '{"query": "{ __schema { types { name } } }"}', { origin }),
  'what the graph consists of, by a partner key': ({ partner }, n) =>
    words(partner, `query a${n} { __schema { types { name } } }`),
  'a field that nearly is, by a partner key': ({ partner }, n) =>
    words(partner, `query a${n} { viewr { keyKnd } }`),
  'a document that nobody wrote, by a site key': ({ site, origin }, n) =>
    raw(site, JSON.stringify({ documentId: `sha256:${String(n).padStart(64, '0')}` }), { origin }),
  'a mutation by GET': ({ secret }) => ({
    path: `/graphql?query=${encodeURIComponent('mutation { revokeApiKey(input: { id: "x" }) { __typename } }')}`,
    init: { headers: { authorization: `Bearer ${secret}` } },
  }),
  'a form': ({ secret }) => ({
    init: {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Bearer ${secret}` },
      body: `query=${encodeURIComponent(VIEWER)}`,
    },
  }),
  'a form with files': ({ secret }) => {
    const body = new FormData()
    body.set('operations', JSON.stringify({ query: VIEWER }))
    body.set('map', '{}')
    return { init: { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body } }
  },
  'a subscription': ({ secret }, n) => words(secret, `subscription a${n} { viewer { keyKind } }`),
}
