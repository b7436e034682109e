import { describe, expect, it } from 'vitest'
import {
  findNoticeById,
  findNoticeBySha256,
  insertNoticeVersion,
  latestNoticeVersion,
  nextNoticeVersion,
  type NewNoticeVersion,
  noticeVersionsByIds,
  sectorsOfGoods,
  type Store,
} from '../index.ts'
import { CUISINES, NOW, notice, SOLS } from './fixtures.ts'

/** Notice versions, and the meaning of party and goods keys. */
export const noticeContract = (store: () => Store) => {
  const publish = (version: NewNoticeVersion, scope = CUISINES) =>
    store().write((trx) => insertNoticeVersion(trx, scope, version))

  describe('notice', () => {
    it('numbers the versions of each key and locale from 1', async () => {
      const versions = []
      for (const version of [
        notice('a'),
        notice('b'),
        notice('c', { locale: 'en' }),
        notice('d', { key: 'contact' }),
        notice('e'),
      ]) {
        const outcome = await publish(version)
        versions.push(outcome.outcome === 'PUBLISHED' && outcome.notice.version)
      }
      expect(versions).toEqual([1, 2, 1, 1, 3])
    })

    it('numbers publications that arrive together without a gap or a double', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) => publish(notice(`n${index}`))),
      )
      const versions = outcomes.map((outcome) => outcome.outcome === 'PUBLISHED' && outcome.notice.version)
      // Who comes first is the engine's to say.
      expect(versions.toSorted((one, other) => Number(one) - Number(other))).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      )
    })

    it('gives back the version that is there when the same bytes come again', async () => {
      await publish(notice('a'))
      const again = await publish({ ...notice('a'), id: 'other' })
      expect(again).toMatchObject({ outcome: 'ALREADY_PUBLISHED', notice: { id: 'a', version: 1 } })
    })

    it('refuses another meaning of a key, says which, and writes nothing', async () => {
      await publish(notice('a'))
      const outcome = await publish(
        notice('b', {
          parties: [
            { key: 'sols', legalName: 'Sols SARL' },
            { key: 'cuisines', legalName: 'Autre SAS' },
          ],
          goods: [{ key: 'cuisines', sector: 'ENERGY_RENOVATION' }],
        }),
      )
      expect(outcome).toEqual({
        outcome: 'CONFLICT',
        conflicts: [
          { of: 'party', key: 'cuisines', stored: 'Cuisines SAS' },
          { of: 'goods', key: 'cuisines', stored: 'GENERAL' },
        ],
      })
      expect(await findNoticeById(store().reader, CUISINES, 'b')).toBeUndefined()
      const parties = [{ key: 'sols', legalName: 'Sols et Murs SARL' }]
      expect(await publish(notice('c', { parties }))).toMatchObject({ outcome: 'PUBLISHED' })
    })

    it('takes a notice without goods', async () => {
      expect(await publish(notice('a', { goods: [] }))).toMatchObject({ outcome: 'PUBLISHED' })
    })

    it('finds a version by hash, by identifier and as the latest of its key', async () => {
      const { reader } = store()
      await publish(notice('a'))
      await publish(notice('b', { publishedAt: NOW + 1 }))
      await publish(notice('c', { locale: 'en', publishedAt: NOW + 2 }))
      expect((await findNoticeBySha256(reader, CUISINES, notice('a').sha256))?.id).toBe('a')
      const { parties: _, goods: __, ...stored } = notice('a')
      const found = await findNoticeById(reader, CUISINES, 'a')
      expect({ ...found, document: new Uint8Array(found!.document) }).toEqual({ ...stored, version: 1 })
      expect((await latestNoticeVersion(reader, CUISINES, 'devis', 'fr'))?.id).toBe('b')
      expect((await latestNoticeVersion(reader, CUISINES, 'devis', 'en'))?.id).toBe('c')
      expect((await latestNoticeVersion(reader, CUISINES, 'devis'))?.id).toBe('b')
      expect(await latestNoticeVersion(reader, CUISINES, 'devis', 'de')).toBeUndefined()
      const next = async (id: string) =>
        (await nextNoticeVersion(reader, CUISINES, (await findNoticeById(reader, CUISINES, id))!))?.id
      expect([await next('a'), await next('b'), await next('c')]).toEqual(['b', undefined, undefined])
      const several = await noticeVersionsByIds(reader, CUISINES, ['a', 'c', 'none'])
      expect(several.map(({ id }) => id).toSorted()).toEqual(['a', 'c'])
      expect(await noticeVersionsByIds(reader, CUISINES, [])).toEqual([])
    })

    it('shows a tenant nothing of another', async () => {
      const { reader } = store()
      await publish(notice('a'))
      expect(await findNoticeBySha256(reader, SOLS, notice('a').sha256)).toBeUndefined()
      expect(await findNoticeById(reader, SOLS, 'a')).toBeUndefined()
      expect(await latestNoticeVersion(reader, SOLS, 'devis')).toBeUndefined()
      expect(await noticeVersionsByIds(reader, SOLS, ['a'])).toEqual([])
      const sectors = async (scope: typeof SOLS) => [
        ...(await sectorsOfGoods(reader, scope, ['cuisines', 'pompes'])),
      ]
      expect(await sectors(SOLS)).toEqual([])
      expect(await sectors(CUISINES)).toEqual([['cuisines', 'GENERAL']])
      const parties = [{ key: 'cuisines', legalName: 'Une autre SAS' }]
      expect(await publish(notice('a', { parties }), SOLS)).toMatchObject({ notice: { version: 1 } })
    })
  })
}
