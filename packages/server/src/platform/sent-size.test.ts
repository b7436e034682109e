import { NOTICE_ITEMS, parseNotice } from '@constat/core/notice'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NOTICE, SITE, startServer, type ServerUnderTest } from '../testing/server-under-test.ts'
import { costOfReading, countValues, MAX_VALUES } from './sent-size.ts'

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

describe('values of a JSON text', () => {
  test.each([
    ['7', 1],
    ['"a, [b], {c}"', 1],
    ['"a \\", [ \\\\", 1', 2],
    ['[1, 2, 3]', 4],
    ['{"a": [1, 2], "b": {"c": null}}', 6],
    ['[[], {}]', 5],
  ])('%s holds %i', (json, count) => {
    expect(countValues(json, 100)).toBe(count)
  })

  test('are counted up to one more than asked', () => {
    expect(countValues(JSON.stringify(times(1_000, () => 0)), 10)).toBe(11)
  })

  test('cost nothing in a usual request, and more the more there are', () => {
    expect(costOfReading(800, 15)).toBe(0)
    expect(costOfReading(850_000, 5_001)).toBe(850 + 250)
  })
})

test('the largest notice that can be published is taken', () => {
  const url = 'https://partner.example'
  const keys = times(500, (index) => `p${index}`)
  const largest = {
    ...NOTICE,
    controller: 'p0',
    parties: keys.map((key) => ({
      key,
      legalName: key,
      siren: '123456789',
      address: 'Paris',
      contact: url,
      dpo: url,
      url,
    })),
    goods: keys.slice(0, 100).map((key) => ({ key, label: 'parquets', sector: 'GENERAL' })),
    questions: keys.slice(0, 50).map((key) => ({
      ...NOTICE.questions[0],
      key,
      advertisers: keys.slice(0, 200),
      goods: keys.slice(0, 50),
      defaultChecked: false,
      required: false,
    })),
    items: Object.fromEntries(
      NOTICE_ITEMS.map((name) => [name, { text: 'Mots', links: times(20, () => ({ label: 'Ici', url })) }]),
    ),
  }
  expect(parseNotice(largest)).toMatchObject({ ok: true })
  expect(countValues(JSON.stringify(largest), Infinity)).toBeLessThan(MAX_VALUES.SECRET - 1_000)
})

describe('a body', () => {
  let server: ServerUnderTest
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  const VIEWER = '{ viewer { keyKind } }'
  const NOTICE_OF = 'query ($key: String!) { notice(key: $key) { sha256 } }'

  test('of as many values as its kind of key may send is read, and of one more is not', async () => {
    const asked = [
      [server.siteKey, NOTICE_OF, MAX_VALUES.SITE],
      [server.secretKey, VIEWER, MAX_VALUES.SECRET],
    ] as const
    for (const [key, query, most] of asked) {
      // Beside them the request itself, its document, the variables, a key, and the list.
      const send = (count: number) =>
        server.send(key, query, { key: 'devis', unread: times(count - 5, () => 0) }, { origin: SITE })
      expect((await send(most)).status).toBe(200)
      const { status, body } = await send(most + 1)
      expect(status).toBe(400)
      expect(body.errors[0].extensions).toMatchObject({
        code: 'INVALID_INPUT',
        issues: [{ path: ['body'], rule: 'max-values' }],
      })
    }
  })
})
