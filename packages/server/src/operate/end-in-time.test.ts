import { expect, test } from 'vitest'
import { endInTime } from './end-in-time.ts'

test('parts end one after the other, and what does not end in time holds up neither the others nor the process', async () => {
  const ended: string[] = []
  const ends = (name: string) => [name, async () => void ended.push(name)] as const
  const never = ['log', () => new Promise<never>(() => undefined)] as const
  const fails = ['signers', () => Promise.reject(new Error('too late for anybody'))] as const
  expect(await endInTime(60_000, [ends('webhooks'), ends('log')])).toEqual([])
  expect(await endInTime(1, [ends('metrics'), never, ends('database')])).toEqual(['log'])
  expect(ended).toEqual(['webhooks', 'log', 'metrics', 'database'])
  await expect(endInTime(60_000, [fails])).rejects.toThrow('too late')
})
