import { callProgram } from '@constat/verifier/testing'
import { expect, test } from 'vitest'
import { constat } from './index.ts'

test('--help lists every command with one line each, in both languages', async () => {
  for (const lang of ['en', 'fr'] as const) {
    const { code, out } = await callProgram(constat, ['--help', '--lang', lang])
    expect(code).toBe(0)
    for (const { name, about } of constat.commands)
      expect(out.split('\n').filter((line) => line.startsWith(`  ${name}  `))).toEqual([
        expect.stringContaining(about[lang]),
      ])
  }
})

test.each([
  [['srve'], 'constat serve'],
  [['bakcup', '/tmp/x'], 'constat backup'],
  [['log', 'fsk', '--data=x'], 'constat log fsck'],
  [['verify-stor'], 'constat verify-store'],
])('%j is answered with what was meant', async (args, meant) => {
  const { code, err } = await callProgram(constat, args)
  expect([code, err.split('\n')[0]]).toEqual([2, `constat: There is no such command. Is it "${meant}"?`])
})

test('a word that is like no command is answered with the help alone', async () => {
  const { err } = await callProgram(constat, ['frobnicate'])
  expect(err.split('\n')[0]).toBe('constat: There is no such command.')
})
