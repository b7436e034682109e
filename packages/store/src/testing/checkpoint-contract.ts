import { describe, expect, it } from 'vitest'
import type { CheckpointStore } from '../index.ts'
import { sha256 } from './fixtures.ts'

const ORIGIN = 'proofs.example.fr/log/1'
const head = (size: number, root = `root ${size}`) => ({ size, root: sha256(root) })
const newest = async (store: CheckpointStore) => {
  const found = await store.newest('1')
  return found && { size: found.size, root: new Uint8Array(found.root) }
}

/** What every checkpoint store promises; `place` gives a new, empty place, and opens it as often as it is asked. */
export const checkpointContract = (
  name: string,
  place: () => Promise<() => Promise<CheckpointStore>>,
): void => {
  describe(`a checkpoint store ${name}`, () => {
    it('remembers the largest head of a log, and never another root of its size', async () => {
      const open = await place()
      const store = await open()
      expect(await newest(store)).toBeUndefined()
      const advance = (size: number, root?: string) => store.advance('1', ORIGIN, head(size, root))
      expect([await advance(0), await advance(5), await advance(5)]).toEqual(['HELD', 'HELD', 'HELD'])
      expect([await advance(4), await advance(0), await advance(5, 'another')]).toEqual([
        'BEHIND',
        'BEHIND',
        'FORKED',
      ])
      expect(await newest(store)).toEqual(head(5))
      await store.close()
      const again = await open()
      expect(await newest(again)).toEqual(head(5))
      expect((await again.newest('1'))?.origin).toBe(ORIGIN)
      await again.close()
    })

    it('keeps logs apart, and a log under the origin that it began with', async () => {
      const store = await (await place())()
      await store.advance('1', ORIGIN, head(5))
      expect(await store.advance('2', 'proofs.example.fr/log/2', head(1))).toBe('HELD')
      expect(await store.advance('1', 'other.example.fr/log/1', head(6))).toBe('FORKED')
      expect(await newest(store)).toEqual(head(5))
      await store.close()
    })

    it('lets one of two processes hold a size, whoever comes first', async () => {
      const open = await place()
      const [one, other] = await Promise.all([open(), open()])
      for (let size = 1; size <= 100; size += 1) {
        const results = await Promise.all([
          one.advance('1', ORIGIN, head(size, 'one')),
          other.advance('1', ORIGIN, head(size, 'other')),
        ])
        expect(results.toSorted()).toEqual(['FORKED', 'HELD'])
      }
      await Promise.all([one.close(), other.close()])
    })

    it('says that it cannot serve', async () => {
      const store = await (await place())()
      await store.close()
      await expect(store.advance('1', ORIGIN, head(1))).rejects.toMatchObject({ reason: 'CLOSED' })
      await expect(store.newest('1')).rejects.toMatchObject({ name: 'StorageUnavailable' })
    })
  })
}
