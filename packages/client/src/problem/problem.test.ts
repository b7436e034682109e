import { expect, expectTypeOf, test } from 'vitest'
import {
  isProblem,
  MutationRefused,
  payloadOf,
  type Client,
  type PayloadOf,
  type Problem,
  type ProblemOf,
} from '../index.ts'

type Recorded = Awaited<ReturnType<Client['recordConsent']>>
type Withdrawn = Awaited<ReturnType<Client['withdrawConsent']>>

const refused: Withdrawn = {
  __typename: 'NotFound',
  code: 'NOT_FOUND',
  message: 'There is no such submission.',
  issues: [{ path: ['input', 'token'], rule: 'known-token', message: 'There is no such submission.' }],
}
const withdrawn: Withdrawn = { __typename: 'WithdrawConsentPayload', events: [] }

// A refusal that the server comes to answer and this does not know would not compile.
const sentenceOf = (problem: ProblemOf<Withdrawn>): string => {
  switch (problem.__typename) {
    case 'InvalidInput':
    case 'NotFound':
      return problem.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`).join()
    case 'IdempotencyMismatch':
      return problem.firstSeenAt
  }
}

test('every operation answers a closed union: its payload, and the refusals that it knows', () => {
  expectTypeOf<ProblemOf<Recorded>['__typename']>().toEqualTypeOf<
    'InvalidInput' | 'NotFound' | 'ChallengeFailed' | 'IdempotencyMismatch' | 'Conflict'
  >()
  expectTypeOf<PayloadOf<Withdrawn>['__typename']>().toEqualTypeOf<'WithdrawConsentPayload'>()
  expectTypeOf<ProblemOf<Withdrawn>>().toExtend<Problem>()
  expect(isProblem(refused) && sentenceOf(refused)).toBe('input.token known-token')
  expect(isProblem(withdrawn)).toBe(false)
})

test('for those to whom a refusal is an exception, there is the payload or the throw', () => {
  expect(payloadOf(withdrawn).events).toEqual([])
  expect(() => payloadOf(refused)).toThrow(MutationRefused)
  expect(() => payloadOf(refused)).toThrow('There is no such submission.')
})
