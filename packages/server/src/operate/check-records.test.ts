import type { EventKind, Provenance } from '@constat/core/vocabulary'
import { generateKeyRing } from '@constat/evidence'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FIRST_LOG } from '../log/first-log.ts'
import { startConfirming, type ConfirmingUnderTest } from '../testing/confirming.ts'
import { recordEveryKind } from '../testing/every-kind.ts'
import { seededRandom } from '../testing/seeded.ts'
import { checkRecords } from './check-records.ts'

let world: ConfirmingUnderTest

beforeAll(async () => {
  world = await startConfirming()
  const { server, relay } = world
  await recordEveryKind({
    client: server.client,
    mails: relay.mails,
    press: (path) => server.fetch(path, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin' } }),
  })
})
afterAll(() => world.close())

const audit = (keys = world.server.deps.keys) => checkRecords({ ...world.server.deps, keys }, FIRST_LOG)

const eventsOf = async (kind: EventKind, provenance: Provenance) =>
  (
    await world.server.deps.store.reader
      .selectFrom('consent_event')
      .innerJoin('dek', 'dek.event_id', 'consent_event.event_id')
      .select('consent_event.event_id as id')
      .where('kind', '=', kind)
      .where('provenance', '=', provenance)
      .orderBy('position')
      .execute()
  ).map(({ id }) => id)

test('events of every kind that the API records are whole', async () => {
  const kinds = await world.server.deps.store.reader
    .selectFrom('consent_event')
    .select(['kind', 'provenance'])
    .distinct()
    .execute()
  expect(kinds.map(({ kind, provenance }) => `${kind} ${provenance}`).toSorted()).toEqual([
    'ERASED SERVER_ATTESTED',
    'GIVEN CONFIRMED',
    'GIVEN IMPORTED',
    'GIVEN SERVER_ATTESTED',
    'OBJECTED SERVER_ATTESTED',
    'REFUSED SERVER_ATTESTED',
    'WITHDRAWN SERVER_ATTESTED',
  ])
  expect(await audit()).toEqual([])
})

test('under keys of another server no record opens', async () => {
  const findings = await audit(generateKeyRing(seededRandom('another server')))
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(['record-unreadable']))
  expect(findings.map(({ at }) => at)).toContain((await eventsOf('GIVEN', 'CONFIRMED'))[0])
})

test('what a contact does not find, or another does, is named, as is a record without its key', async () => {
  const { store } = world.server.deps
  const [lost = '', keyless = ''] = await eventsOf('GIVEN', 'SERVER_ATTESTED')
  const [confirming = ''] = await eventsOf('GIVEN', 'CONFIRMED')
  const [refused = ''] = await eventsOf('REFUSED', 'SERVER_ATTESTED')
  await store.write(async (trx) => {
    await trx.deleteFrom('blind_index').where('event_id', '=', lost).where('kind', '=', 'phone').execute()
    // That of a contact which it does not disclose, and the event that it confirms is found by.
    await trx
      .deleteFrom('blind_index')
      .where('event_id', '=', confirming)
      .where('kind', '=', 'phone')
      .execute()
    await trx
      .insertInto('blind_index')
      .columns(['log_id', 'tenant_id', 'kind', 'epoch', 'event_id', 'bidx'])
      .expression((eb) =>
        eb
          .selectFrom('blind_index')
          .select(['log_id', 'tenant_id', 'kind', 'epoch', 'event_id', eb.val(new Uint8Array(16)).as('bidx')])
          .where('event_id', '=', refused)
          .where('kind', '=', 'email'),
      )
      .execute()
    await trx.deleteFrom('dek').where('event_id', '=', keyless).execute()
  })
  expect((await audit()).map(({ code, at }) => `${code} ${at}`).toSorted()).toEqual(
    [
      ...[lost, refused, confirming].map((event) => `index-differs ${event}`),
      `record-keyless ${keyless}`,
    ].toSorted(),
  )
})
