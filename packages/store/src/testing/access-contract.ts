import { describe, expect, it } from 'vitest'
import {
  type ApiKey,
  findApiKey,
  findLog,
  findTenant,
  insertApiKey,
  setAllowedOrigins,
  type Store,
} from '../index.ts'
import { CUISINES, NOW, sha256, SOLS } from './fixtures.ts'

const siteKey: ApiKey = {
  keyId: 'key_1',
  kind: 'SITE',
  name: 'Site',
  hint: 'constat_site_…a1',
  secretSha256: sha256('secret'),
  scopes: ['consent:record'],
  allowedOrigins: ['https://devis.example.fr'],
  createdAt: NOW,
  expiresAt: null,
  revokedAt: null,
}

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

    it('finds a key with the tenant that it opens', async () => {
      await store().write((trx) => insertApiKey(trx, CUISINES, siteKey))
      const found = await findApiKey(store().reader, 'key_1')
      expect({ ...found, secretSha256: new Uint8Array(found!.secretSha256) }).toEqual({
        ...siteKey,
        scope: CUISINES,
      })
      expect(await findApiKey(store().reader, 'key_2')).toBeUndefined()
    })

    it("changes the origins of a tenant's own keys only", async () => {
      await store().write((trx) => insertApiKey(trx, CUISINES, siteKey))
      const set = (scope: typeof CUISINES, origin: string) =>
        store().write((trx) => setAllowedOrigins(trx, scope, 'key_1', [origin]))
      expect(await set(SOLS, 'https://sols.example.fr')).toBe(false)
      expect(await set(CUISINES, 'https://cuisines.example.fr')).toBe(true)
      expect((await findApiKey(store().reader, 'key_1'))?.allowedOrigins).toEqual([
        'https://cuisines.example.fr',
      ])
    })
  })
