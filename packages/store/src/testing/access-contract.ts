import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import {
  apiKeyOf,
  apiKeysPage,
  changeApiKey,
  countLiveApiKeys,
  findApiKey,
  findLog,
  findTenant,
  holdApiKey,
  insertApiKey,
  tenantsPage,
  type ApiKeyChange,
  type NewApiKeyRow,
  type Store,
} from '../index.ts'
import { CUISINES, NOW, sha256, SOLS } from './fixtures.ts'

const siteKey: NewApiKeyRow = {
  keyId: 'key_1',
  kind: 'SITE',
  name: 'Site',
  hint: 'constat_site_…a1',
  secretSha256: sha256('secret'),
  scopes: ['consent:record'],
  allowedOrigins: ['https://devis.example.fr'],
  party: null,
  createdAt: NOW,
  expiresAt: null,
}
const UNTOUCHED = { revokedAt: null, lastUsedOn: null, replacedBy: null }

/** Tenants and keys. */
export const accessContract = (store: () => Store) =>
  describe('access', () => {
    it('finds a log with its origin', async () => {
      const log = { logId: 'log/1', origin: 'proofs.example.fr/log/1', createdAt: NOW, issuer: null }
      expect(await findLog(store().reader, 'log/1')).toEqual(log)
      expect(await findLog(store().reader, 'log/2')).toBeUndefined()
    })

    it('finds a tenant with its log', async () => {
      expect(await findTenant(store().reader, 'tnt_sols')).toEqual({ ...SOLS, name: 'Sols', createdAt: NOW })
      expect(await findTenant(store().reader, 'tnt_none')).toBeUndefined()
    })

    it('lists the tenants page by page', async () => {
      const first = await tenantsPage(store().reader, { first: 1 })
      const rest = await tenantsPage(store().reader, { first: 10, after: first[0]?.tenantId })
      expect(first).toHaveLength(1)
      expect([...first, ...rest].map(({ name }) => name).toSorted()).toEqual(['Cuisines', 'Sols'])
    })

    it('finds a key with the tenant that it opens', async () => {
      await store().write((trx) => insertApiKey(trx, CUISINES, siteKey))
      const found = await findApiKey(store().reader, 'key_1')
      expect({ ...found, secretSha256: new Uint8Array(found!.secretSha256) }).toEqual({
        ...siteKey,
        ...UNTOUCHED,
        scope: CUISINES,
      })
      expect(await findApiKey(store().reader, 'key_2')).toBeUndefined()
      expect((await apiKeyOf(store().reader, CUISINES, 'key_1'))?.name).toBe('Site')
      expect(await apiKeyOf(store().reader, SOLS, 'key_1')).toBeUndefined()
    })

    it("changes a tenant's own keys only, and nothing but what is said", async () => {
      await store().write((trx) => insertApiKey(trx, CUISINES, siteKey))
      const change = (scope: typeof CUISINES, what: ApiKeyChange) =>
        store().write((trx) => changeApiKey(trx, scope, 'key_1', what))
      expect(await change(SOLS, { revokedAt: NOW })).toBe(false)
      expect(await change(CUISINES, { allowedOrigins: ['https://cuisines.example.fr'] })).toBe(true)
      expect(await change(CUISINES, { lastUsedOn: '2026-11-24', expiresAt: NOW + 1 })).toBe(true)
      expect(await findApiKey(store().reader, 'key_1')).toMatchObject({
        ...UNTOUCHED,
        allowedOrigins: ['https://cuisines.example.fr'],
        lastUsedOn: '2026-11-24',
        expiresAt: NOW + 1,
      })
      expect(await change(CUISINES, { revokedAt: NOW, replacedBy: 'key_2', expiresAt: null })).toBe(true)
      expect(await findApiKey(store().reader, 'key_1')).toMatchObject({
        revokedAt: NOW,
        replacedBy: 'key_2',
        expiresAt: null,
      })
    })

    it('lets one transaction at a time change a key that it holds', async () => {
      await store().write((trx) => insertApiKey(trx, CUISINES, siteKey))
      const held = Promise.withResolvers<void>()
      const first = store().write(async (trx) => {
        await holdApiKey(trx, CUISINES, 'key_1')
        held.resolve()
        await setTimeout(100)
        await changeApiKey(trx, CUISINES, 'key_1', { replacedBy: 'key_2' })
      })
      await held.promise
      const second = store().write((trx) => holdApiKey(trx, CUISINES, 'key_1'))
      expect(await second).toMatchObject({ replacedBy: 'key_2' })
      await first
      expect(await store().write((trx) => holdApiKey(trx, SOLS, 'key_1'))).toBeUndefined()
    })

    it('counts the keys of one tenant that open something at an instant', async () => {
      const insert = (scope: typeof CUISINES, keyId: string, expiresAt: number | null = null) =>
        store().write((trx) => insertApiKey(trx, scope, { ...siteKey, keyId, expiresAt }))
      await insert(CUISINES, 'key_a')
      await insert(CUISINES, 'key_b', NOW + 1)
      await insert(CUISINES, 'key_c')
      await insert(SOLS, 'key_s')
      await store().write((trx) => changeApiKey(trx, CUISINES, 'key_c', { revokedAt: NOW }))
      expect(await countLiveApiKeys(store().reader, CUISINES, NOW)).toBe(2)
      expect(await countLiveApiKeys(store().reader, CUISINES, NOW + 1)).toBe(1)
    })

    it('lists the keys of one tenant page by page, oldest first, of one instant too', async () => {
      const insert = (scope: typeof CUISINES, keyId: string, createdAt: number) =>
        store().write((trx) => insertApiKey(trx, scope, { ...siteKey, keyId, createdAt }))
      await insert(CUISINES, 'key_c', NOW)
      await insert(CUISINES, 'key_a', NOW + 1)
      await insert(CUISINES, 'key_b', NOW)
      await insert(SOLS, 'key_s', NOW)
      const first = await apiKeysPage(store().reader, CUISINES, { first: 2 })
      const rest = await apiKeysPage(store().reader, CUISINES, { first: 2, after: first.keys[1] })
      expect(
        [first, rest].map(({ keys, hasNextPage }) => [keys.map(({ keyId }) => keyId), hasNextPage]),
      ).toEqual([
        [['key_b', 'key_c'], true],
        [['key_a'], false],
      ])
    })
  })
