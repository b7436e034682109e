import { env } from 'node:process'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiSchema, siteSchema } from './schema.ts'
import { anyOperation, type AnyOperation } from './testing/any-operation.ts'
import { ASKED } from './testing/asked.ts'
import { documentsOf, rootFieldsOf, textsIn } from './testing/every-field.ts'
import { SITE } from './testing/server-under-test.ts'
import { startTwoTenants, type Names, type TwoTenants } from './testing/two-tenants.ts'

// Operations on each root field and kind of key; more of them by CONSTAT_FUZZ_RUNS.
const RUNS = fc.readConfigureGlobal().numRuns ?? (env['CONSTAT_TEST_ENGINE'] === 'postgres' ? 4 : 12)
const GRAPHS = { SECRET: apiSchema, PARTNER: apiSchema, SITE: siteSchema } as const

let world: TwoTenants
let secrets: readonly string[]
let before: readonly unknown[]
let sent = ''
let begun = 0

/** All that a tenant is shown of its own. */
const ownOf = async (names: TwoTenants['alpha']): Promise<readonly unknown[]> => {
  const answers: unknown[] = []
  for (const root of rootFieldsOf(apiSchema).filter(({ operation }) => operation === 'query'))
    for (const document of documentsOf(apiSchema, root))
      answers.push(
        (await world.server.send(names.keys.SECRET, document, ASKED[root.name]?.(names, 'fresh'))).body,
      )
  return answers
}

const namesIn = (names: Names): readonly string[] => textsIn(names).filter((text) => text.length < 500)

beforeAll(async () => {
  world = await startTwoTenants()
  // A store asks of itself, as it is opened, whether it is safe.
  begun = world.server.statements().length
  before = await ownOf(world.alpha)
  const known = new Set(textsIn(await ownOf(world.beta)))
  secrets = [...new Set(textsIn(before))].filter(
    (text) => text.length >= 8 && !known.has(text) && !/^[A-Z_]+$|^\d+$/.test(text),
  )
})
afterAll(() => world.server.close())

describe.each(['SECRET', 'PARTNER', 'SITE'] as const)('any valid operation under a %s key', (kind) => {
  test.each(rootFieldsOf(GRAPHS[kind]).map((root) => [root.name, root] as const))(
    '%s is answered or refused, never with a fault, and shows nothing of another tenant',
    async (_name, root) => {
      const { alpha, beta, server } = world
      const texts = [...namesIn(beta), ...namesIn(alpha)]
      let runs = 0
      const holds = async ({ query, variables }: AnyOperation): Promise<void> => {
        sent += JSON.stringify(variables)
        const headers: Record<string, string> = kind === 'SITE' ? { origin: SITE } : {}
        const { status, body } = await server.send(beta.keys[kind], query, variables, headers)
        const codes = (body.errors ?? []).map(
          (error: { extensions?: { code?: string } }) => error.extensions?.code,
        )
        expect(
          codes.filter((code: unknown) => code === undefined || code === 'INTERNAL_SERVER_ERROR'),
        ).toEqual([])
        expect(codes).not.toContain('GRAPHQL_VALIDATION_FAILED')
        expect(status).toBeLessThan(500)
        const text = JSON.stringify(body)
        const leaked = secrets.filter((secret) => {
          const written = JSON.stringify(secret).slice(1, -1)
          return text.includes(written) && !sent.includes(written)
        })
        expect(leaked).toEqual([])
        runs += 1
      }
      const usual = ASKED[root.name]?.(beta, `any ${kind} ${root.name}`) ?? {}
      await fc.assert(fc.asyncProperty(anyOperation(GRAPHS[kind], root, texts, usual), holds), {
        numRuns: RUNS,
        maxSkipsPerRun: 0,
        endOnFailure: true,
      })
      expect(runs).toBeGreaterThanOrEqual(RUNS)
    },
  )
})

test('nothing of the other tenant has changed, and no prototype has', async () => {
  expect(await ownOf(world.alpha)).toEqual(before)
  expect('polluted' in {}).toBe(false)
})

test('no statement was made of what was sent: every value is a parameter', () => {
  const run = [...new Set(world.server.statements().slice(begun))]
  expect(run.length).toBeGreaterThan(50)
  // A text in SQL stands in such quotes; these alone are our own.
  expect(run.filter((text) => text.replaceAll(/'(\s|hex)?'/g, '').includes("'"))).toEqual([])
})
