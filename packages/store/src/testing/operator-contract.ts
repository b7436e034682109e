import { describe, expect, it } from 'vitest'
import {
  insertNoticeVersion,
  insertStatement,
  insertStatementKey,
  leavesOf,
  operatorOf,
  publicationsOf,
  RELEASED,
  restatementOf,
  restatementsOf,
  retirementOf,
  retireStatementKey,
  sequencePending,
  statementAbout,
  statementKeysOf,
  useStatementKey,
  type Store,
} from '../index.ts'
import { beginEmpty, CUISINES, LOG, notice, NOW } from './fixtures.ts'

/** What the operator of a log states in it: publications, and the keys that sign. */
export const operatorContract = (store: () => Store) => {
  const begin = () => beginEmpty(store())

  describe('operator', () => {
    it('keeps what the operator states under no tenant, once for each subject', async () => {
      await begin()
      const operator = operatorOf(LOG)
      const release = (jti: string) => ({
        jti,
        jws: `jws of ${jti}`,
        subject: 'widget.released 1',
        createdAt: NOW,
      })
      await store().write((trx) => insertStatement(trx, operator, release('op')))
      expect(await statementAbout(store().reader, LOG, 'widget.released 1')).toEqual({
        jti: 'op',
        jws: 'jws of op',
      })
      expect(await statementAbout(store().reader, LOG, 'widget.released 2')).toBeUndefined()
      for (const scope of [operator, CUISINES])
        await expect(store().write((trx) => insertStatement(trx, scope, release('other')))).rejects.toThrow()
      expect(await store().write((trx) => sequencePending(trx, LOG, 10))).toBe(1)
      expect(await leavesOf(store().reader, operator, ['op'])).toMatchObject([{ index: 0 }])
      expect(await leavesOf(store().reader, CUISINES, ['op'])).toEqual([])
    })

    it('finds the first statement of every publication, and those made anew under given keys', async () => {
      await begin()
      const operator = operatorOf(LOG)
      await store().write((trx) => insertNoticeVersion(trx, CUISINES, notice('ntc_1')))
      const stored = (jti: string) => ({ jti, jws: `jws of ${jti}`, createdAt: NOW })
      await store().write(async (trx) => {
        await insertStatement(trx, CUISINES, { ...stored('notice'), noticeId: 'ntc_1' })
        await insertStatement(trx, operator, { ...stored('widget'), subject: `${RELEASED}1` })
        await insertStatement(trx, operator, { ...stored('anew'), subject: restatementOf('notice', 'two') })
        await insertStatement(trx, operator, { ...stored('end'), subject: retirementOf('one') })
      })
      const { reader } = store()
      expect((await publicationsOf(reader, LOG)).map(({ jti }) => jti)).toEqual(['notice', 'widget'])
      expect(await publicationsOf(reader, 'other')).toEqual([])
      const anew = (jti: string, ...kids: string[]) => restatementsOf(reader, LOG, jti, kids)
      expect(await anew('notice', 'one', 'two')).toEqual([{ jti: 'anew', jws: 'jws of anew' }])
      expect(await anew('notice', 'one')).toEqual([])
      expect(await anew('notice')).toEqual([])
      expect(await anew('widget', 'two')).toEqual([])
    })

    it('knows every statement key, and from where in the log one has ended', async () => {
      await begin()
      await store().write(async (trx) => {
        await insertStatementKey(trx, LOG, { kid: 'two', x: 'x2', addedAt: NOW })
        await insertStatementKey(trx, LOG, { kid: 'one', x: 'x1', addedAt: null })
        await insertStatementKey(trx, LOG, { kid: 'one', x: 'other', addedAt: NOW + 9 })
        await useStatementKey(trx, LOG, 'one', NOW + 1)
        await retireStatementKey(trx, LOG, { kid: 'one', retiredAt: NOW + 2, isCompromised: true })
      })
      const one = {
        kid: 'one',
        x: 'x1',
        addedAt: null,
        usedAt: NOW + 1,
        retiredAt: NOW + 2,
        isCompromised: true,
      }
      const two = { kid: 'two', x: 'x2', addedAt: NOW, usedAt: null, retiredAt: null, isCompromised: false }
      const ends = { retiredIndex: null }
      expect(await statementKeysOf(store().reader, LOG)).toEqual([
        { ...one, ...ends },
        { ...two, ...ends },
      ])
      const statement = { jti: 'end', jws: 'jws', subject: retirementOf('one'), createdAt: NOW }
      await store().write((trx) => insertStatement(trx, operatorOf(LOG), statement))
      await store().write((trx) => sequencePending(trx, LOG, 10))
      expect(await statementKeysOf(store().reader, LOG)).toMatchObject([
        { kid: 'one', retiredIndex: 0 },
        { kid: 'two', retiredIndex: null },
      ])
      await expect(store().write((trx) => trx.deleteFrom('statement_key').execute())).rejects.toThrow()
    })
  })
}
