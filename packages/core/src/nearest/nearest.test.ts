import { expect, test } from 'vitest'
import { nearest } from './index.ts'

test.each([
  ['srve', 'serve'],
  ['sevre', 'serve'],
  ['BACKUP', 'backup'],
  ['log fsk', 'log fsck'],
  ['fr', undefined],
  ['x'.repeat(100_000), undefined],
])('%.20s means %s', (typed, meant) => {
  expect(nearest(typed, ['serve', 'backup', 'log fsck', 'verify'])).toBe(meant)
})
