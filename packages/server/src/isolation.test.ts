import { isInputObjectType, isListType, isNonNullType, type GraphQLInputType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyKind } from './platform/context.ts'
import { apiSchema, siteSchema } from './schema.ts'
import { ASKED } from './testing/asked.ts'
import { NAMED } from './testing/named.ts'
import {
  documentsOf,
  fieldsOf,
  fieldsShown,
  placesOf,
  rootFieldsOf,
  textsIn,
  type RootField,
} from './testing/every-field.ts'
import { SITE } from './testing/server-under-test.ts'
import { startTwoTenants, type Names, type TwoTenants } from './testing/two-tenants.ts'

// What makes a contact known, or a party, comes after what looks for them.
const LAST = ['deleteWebhook', 'recordAttempts', 'recordObjection', 'recordConsent', 'publishNotice']
const GRAPHS = { SECRET: apiSchema, PARTNER: apiSchema, SITE: siteSchema } as const satisfies Record<
  KeyKind,
  unknown
>
const KINDS = ['SECRET', 'PARTNER', 'SITE'] as const

// So does what leaves less to be found.
const LAST_OF_ALL = ['deleteWebhook', 'revokeApiKey', 'eraseRecord']
const inTurn = (last: readonly string[]): readonly string[] =>
  Object.keys(NAMED).toSorted((one, other) => {
    const [turn, otherTurn] = [one, other].map((place) => last.indexOf(place.split('(')[0] ?? ''))
    return (turn ?? 0) - (otherTurn ?? 0) || (one < other ? -1 : 1)
  })

/** What belongs to a log as a whole: its tree, its signatures, and the queue of what is to come into it. */
const OF_LOGS = 'log log_state leaf pending tile checkpoint cosignature timestamp_token statement_key'.split(
  ' ',
)
const tablesIn = (statement: string): readonly string[] =>
  [...statement.matchAll(/(?:from|join|into|update) "(\w+)"/g)].map(([, table = '']) => table)

const rootOf = (kind: KeyKind, name: string): RootField | undefined =>
  rootFieldsOf(GRAPHS[kind]).find((root) => root.name === name)

const inner = (type: GraphQLInputType): GraphQLInputType =>
  isNonNullType(type) || isListType(type) ? inner(type.ofType) : type

/** The arguments with this value at a place; the first of a list, and alone where there is one of several. */
const put = (type: GraphQLInputType, given: unknown, path: readonly string[], value: unknown): unknown => {
  const bare = isNonNullType(type) ? type.ofType : type
  const [head, ...rest] = path
  if (head === undefined) return value
  if (isListType(bare)) return [put(bare.ofType, Array.isArray(given) ? given[0] : undefined, path, value)]
  const named = inner(bare)
  if (!isInputObjectType(named)) throw new Error(`${head} stands in no object.`)
  const { [head]: field } = named.getFields()
  if (!field) throw new Error(`${named.name} has no ${head}.`)
  const fields: { readonly [name: string]: unknown } = { ...(given as object | undefined) }
  const changed = put(field.type, fields[head], rest, value)
  // Withdrawals name a contact or a token.
  const { contact: _, ...withoutContact } = fields
  if (named.isOneOf) return { [head]: changed }
  return { ...(head === 'token' ? withoutContact : fields), [head]: changed }
}

const argumentsWith = (root: RootField, given: object, place: string, value: unknown): object => {
  const [name = '', ...path] = place.slice(root.name.length + 1, -1).split('.')
  const arg = root.field.args.find((each) => each.name === name)
  if (!arg) throw new Error(`${root.name} has no argument ${name}.`)
  const { [name]: before }: { readonly [name: string]: unknown } = { ...given }
  return { ...given, [name]: put(arg.type, before, path, value) }
}

/** What happened, without what is new each time: texts by their type, all but the words of the graph. */
const outline = (value: unknown, name = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => outline(each, name))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, outline(each, key)]))
  const told = ['__typename', 'code', 'rule', 'path', 'kind', 'verdict'].includes(name)
  return typeof value === 'string' && !told ? 'text' : value
}

let world: TwoTenants
let fresh = 0
const shown = new Set<string>()

beforeAll(async () => {
  world = await startTwoTenants()
})
afterAll(() => world.server.close())

/** Asks everything of a root field under a key, once for each type it may answer with. */
const ask = async (
  kind: KeyKind,
  key: string,
  root: RootField,
  variables: object,
): Promise<readonly unknown[]> => {
  const answers: unknown[] = []
  for (const document of documentsOf(GRAPHS[kind], root)) {
    const headers: Record<string, string> = kind === 'SITE' ? { origin: SITE } : {}
    const { body } = await world.server.send(key, document, variables, headers)
    for (const field of fieldsShown(body)) shown.add(field)
    answers.push(body)
  }
  return answers
}

const own = (root: RootField, names: Names): object => ASKED[root.name]?.(names, `fresh ${fresh++}`) ?? {}

const tenantsOwn = async (
  names: TwoTenants['alpha'],
  operation: 'query' | 'mutation',
): Promise<readonly unknown[]> => {
  const answers: unknown[] = []
  for (const root of rootFieldsOf(apiSchema)) {
    if (root.operation !== operation) continue
    answers.push(...(await ask('SECRET', names.keys.SECRET, root, own(root, names))))
    // A node is one of several kinds.
    if (root.name === 'node')
      for (const id of [names.own.id, names.certificate, names.apiKey, names.webhook, names.tenant])
        answers.push(...(await ask('SECRET', names.keys.SECRET, root, { id })))
    // The whole tenant, not one contact of it.
    if (root.name === 'events')
      answers.push(...(await ask('SECRET', names.keys.SECRET, root, { first: 100 })))
  }
  return answers
}

const masked = (value: unknown, ...sent: readonly unknown[]): string =>
  sent
    .flatMap(textsIn)
    .reduce((text, each) => text.replaceAll(JSON.stringify(each).slice(1, -1), '*'), JSON.stringify(value))

describe('the matrix', () => {
  test('has a row for every place where a request can name something, and no other', () => {
    const places = [apiSchema, siteSchema].flatMap((schema) => rootFieldsOf(schema).flatMap(placesOf))
    expect(Object.keys(NAMED).toSorted()).toEqual([...new Set(places)].toSorted())
  })

  test('has a question for every field that a request can start from', () => {
    expect(Object.keys(ASKED).toSorted()).toEqual(
      rootFieldsOf(apiSchema)
        .map(({ name }) => name)
        .toSorted(),
    )
  })
})

describe('two tenants on one server', () => {
  let secrets: readonly string[]
  let before: readonly unknown[]

  beforeAll(async () => {
    const { alpha, beta } = world
    before = await tenantsOwn(alpha, 'query')
    const known = new Set(textsIn(await tenantsOwn(beta, 'query')))
    const words = /^[A-Z_]+$|^\d+$/
    secrets = [...new Set(textsIn(before))].filter(
      (text) => text.length >= 8 && !known.has(text) && !words.test(text),
    )
  })

  test('each holds what the other does not', () => {
    expect(secrets.length).toBeGreaterThan(50)
    const { alpha } = world
    for (const name of [alpha.event, alpha.certificate, alpha.own.sha256, alpha.apiKey, 'Sols Alpha SARL'])
      expect(secrets).toContain(name)
  })

  test.each(inTurn(LAST))(
    '%s: what belongs to another tenant is answered as what belongs to nobody',
    async (place) => {
      const { [place]: row } = NAMED
      if (!row || 'free' in row) return
      const { alpha, beta, nobody } = world
      const name = place.split('(')[0] ?? ''
      for (const kind of KINDS) {
        const root = rootOf(kind, name)
        if (!root) continue
        const attack = (value: unknown) =>
          ask(kind, beta.keys[kind], root, argumentsWith(root, own(root, beta), place, value))
        // What can be done once is done, so that both find the same.
        if (root.operation === 'mutation') await ask(kind, beta.keys[kind], root, own(root, beta))
        for (const names of 'names' in row ? row.names : [row.place]) {
          const [foreign, nothing] = [names(alpha), names(nobody)]
          const [answer, work] = await world.server.askedOf(() => attack(foreign))
          const [other, otherWork] = await world.server.askedOf(() => attack(nothing))
          const implied = 'names' in row ? (row.implied?.(alpha) ?? '') : ''
          const sent = JSON.stringify(foreign) + implied
          const leaked = secrets.filter(
            (text) =>
              !sent.includes(JSON.stringify(text).slice(1, -1)) &&
              textsIn(answer).some((each) => each.includes(text)),
          )
          expect([kind, leaked]).toEqual([kind, []])
          if ('place' in row) continue
          // Nor is it told by how long it takes: the same statements are run.
          expect([kind, work]).toEqual([kind, otherWork])
          if (root.operation === 'query') expect(masked(answer, foreign)).toBe(masked(other, nothing))
          else expect([kind, outline(answer)]).toEqual([kind, outline(other)])
        }
      }
    },
  )

  test('nothing of a tenant has changed by what another asked', async () => {
    expect(await tenantsOwn(world.alpha, 'query')).toEqual(before)
  })

  test.each(
    inTurn(LAST_OF_ALL).filter((place) => {
      const { [place]: row } = NAMED
      return row && 'names' in row && row.alike === undefined
    }),
  )('%s: its own tenant is answered otherwise, so the row says something', async (place) => {
    const { [place]: row } = NAMED
    const { alpha, nobody } = world
    const root = rootOf('SECRET', place.split('(')[0] ?? '')
    if (!root || !row || !('names' in row)) throw new Error(`${place} names nothing.`)
    for (const names of row.names) {
      const asked = async (value: unknown): Promise<string> =>
        masked(
          outline(
            await ask('SECRET', alpha.keys.SECRET, root, argumentsWith(root, own(root, alpha), place, value)),
          ),
          value,
        )
      expect(await asked(names(nobody))).not.toBe(await asked(names(alpha)))
    }
  })

  test('every field of every type was asked for and answered, so that what it shows was looked at', async () => {
    const { beta } = world
    const publish = rootOf('SECRET', 'publishNotice')
    if (!publish) throw new Error('Nothing is published.')
    const { N13_COMPLAINT: _, ...items } = beta.own.document.items
    await ask('SECRET', beta.keys.SECRET, publish, { input: { document: { ...beta.own.document, items } } })
    const request = rootOf('SECRET', 'requestConfirmation')
    if (!request) throw new Error('Nobody is asked.')
    // A link by text message, which the gateway does not take.
    await ask('SECRET', beta.keys.SECRET, request, {
      input: { idempotencyKey: 'not taken', event: beta.confirmable, channel: 'SMS', means: 'LINK' },
    })
    await tenantsOwn(beta, 'mutation')
    expect(fieldsOf(apiSchema).filter((field) => !shown.has(field))).toEqual([])
  })

  test('every statement that was run says whose rows it is about, but those of the log that tenants share', () => {
    const run = [...new Set(world.server.statements())]
    expect(run.length).toBeGreaterThan(150)
    const ofNobody = run.filter(
      (text) =>
        !/"tenant_id" (=|in) /.test(text) &&
        !/^insert into "\w+" \([^)]*"tenant_id"/.test(text) &&
        !tablesIn(text).every((table) => OF_LOGS.includes(table)),
    )
    // By its key a request says of which tenant it is.
    expect(ofNobody).toEqual([expect.stringMatching(/ from "api_key" where "key_id" in \(\S+\)$/)])
  })
})
