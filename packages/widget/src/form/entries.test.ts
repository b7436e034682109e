import { expect, test } from 'vitest'
import { formEntries } from './entries.ts'

const carried = {
  answers: { appel: 'GRANTED', sms: 'REFUSED', courriel: 'UNANSWERED' },
  challenge: 'défi',
  submission: 'a-b',
  notice: 'ab'.repeat(32),
  observation: null,
  replaces: [],
} as const

test('an answer per question, the receipt token and the version', () => {
  expect(formEntries('choices', carried)).toEqual([
    ['choices[appel]', 'granted'],
    ['choices[sms]', 'refused'],
    ['choices[courriel]', 'unanswered'],
    ['choices-receipt', 'défi.a-b'],
    ['choices-notice', 'ab'.repeat(32)],
  ])
})

test('without a challenge the token says so', () => {
  expect(Object.fromEntries(formEntries('x', { ...carried, challenge: null }))).toMatchObject({
    'x-receipt': '.a-b',
  })
})

test('the submissions that this one replaces, where there are any', () => {
  expect(Object.fromEntries(formEntries('x', { ...carried, replaces: ['a', 'b'] }))).toMatchObject({
    'x-replaces': 'a b',
  })
})
