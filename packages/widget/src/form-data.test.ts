import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChoices } from './form-data.ts'
import type { Answers } from './form/answer.ts'
import { formEntries } from './form/entries.ts'

const SHA256 = 'ab'.repeat(32)
const [OWN, FIRST, SECOND] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
]

describe('readChoices', () => {
  test('reads what the element carries', () => {
    const entries = formEntries('choices', {
      answers: { appel: 'GRANTED', sms: 'REFUSED', courriel: 'UNANSWERED' },
      challenge: 'défi',
      submission: OWN,
      notice: SHA256,
      observation: null,
      replaces: [FIRST, SECOND],
    })
    expect(
      readChoices([...entries, ['choices-observation', '{"v":1}'], ['email', 'ada@example.fr']]),
    ).toEqual({
      choices: [
        { question: 'appel', answer: 'GRANTED' },
        { question: 'sms', answer: 'REFUSED' },
        { question: 'courriel', answer: 'UNANSWERED' },
      ],
      notice: SHA256,
      receiptToken: `défi.${OWN}`,
      submission: OWN,
      replaces: [FIRST, SECOND],
      observation: { v: 1 },
      origin: 'widget',
    })
  })

  test('reads what the fallback posts without script: a question asked and left alone is UNANSWERED', () => {
    const form = new URLSearchParams([
      ['choices[appel]', 'granted'],
      ['choices-asked', 'appel sms'],
      ['choices-notice', SHA256],
      ['choices-origin', 'no-script'],
    ])
    expect(readChoices(form)).toEqual({
      choices: [
        { question: 'appel', answer: 'GRANTED' },
        { question: 'sms', answer: 'UNANSWERED' },
      ],
      notice: SHA256,
      receiptToken: null,
      submission: null,
      replaces: [],
      observation: null,
      origin: 'no-script',
    })
  })

  test('tells a fallback that answered for an element that could not', () => {
    expect(readChoices([['choices[appel]', 'granted']]).origin).toBe('fallback')
  })

  test('reads each element of a form by its own name', () => {
    const form = new FormData()
    form.set('a[appel]', 'granted')
    form.set('b[appel]', 'refused')
    expect(readChoices(form, 'a').choices).toEqual([{ question: 'appel', answer: 'GRANTED' }])
    expect(readChoices(form, 'b').choices).toEqual([{ question: 'appel', answer: 'REFUSED' }])
  })

  describe('where the element answered', () => {
    const own = (answers: Answers) =>
      formEntries('choices', {
        answers,
        challenge: 'défi',
        submission: OWN,
        notice: SHA256,
        observation: null,
        replaces: [],
      })
    const answersIn = (entries: readonly (readonly [string, string])[]) =>
      Object.fromEntries(readChoices(entries).choices.map(({ question, answer }) => [question, answer]))

    test('a fallback that is sent with it makes no yes of its no, and no other text of its own', () => {
      const fallback = [
        ['choices[appel]', 'granted'],
        ['choices[sms]', 'refused'],
        ['choices-asked', 'appel sms'],
        ['choices-notice', 'cd'.repeat(32)],
      ] as const
      for (const entries of [
        [...own({ appel: 'REFUSED', sms: 'GRANTED' }), ...fallback],
        [...fallback, ...own({ appel: 'REFUSED', sms: 'GRANTED' })],
      ]) {
        expect(answersIn(entries)).toEqual({ appel: 'REFUSED', sms: 'GRANTED' })
        expect(readChoices(entries).notice).toBe(SHA256)
      }
    })

    test('nor does any other field, wherever it stands', () => {
      fc.assert(
        fc.property(
          fc.constantFrom('REFUSED', 'UNANSWERED'),
          fc.array(fc.constantFrom('choices[appel]', 'choices[sms]', 'choices-asked', 'nom')),
          fc.array(fc.constantFrom('choices[appel]', 'choices[sms]', 'choices-notice', 'nom')),
          (answer, before, after) => {
            const say = (name: string) => [name, 'granted'] as const
            const entries = [...before.map(say), ...own({ appel: answer }), ...after.map(say)]
            expect(answersIn(entries)).toMatchObject({ appel: answer })
          },
        ),
      )
    })

    test('where the form came in another order, or two elements say that they answered, the weaker word counts', () => {
      const [answer, ...others] = own({ appel: 'REFUSED' })
      const yes = ['choices[appel]', 'granted'] as const
      expect(answersIn([...others, answer!, yes])).toEqual({ appel: 'REFUSED' })
      expect(answersIn([...others, yes, answer!])).toEqual({ appel: 'REFUSED' })
      expect(answersIn([...own({ appel: 'UNANSWERED' }), ...own({ appel: 'GRANTED' })])).toEqual({
        appel: 'UNANSWERED',
      })
    })
  })

  test('nothing is granted but by an entry that says so, and nothing throws', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'choices[appel]',
        'choices[]',
        'choices',
        'choices-asked',
        'choices-receipt',
        'choices-observation',
      ),
      fc.string(),
    )
    const value = fc.oneof(
      fc.constantFrom('granted', 'refused', 'on', 'GRANTED', '{', '.'),
      fc.string(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value)), (entries) => {
        const said = entries.filter(([, each]) => each === 'granted').map(([each]) => each)
        for (const { question, answer } of readChoices(entries).choices)
          if (answer === 'GRANTED') expect(said).toContain(`choices[${question}]`)
      }),
    )
  })

  test('what is posted names no submission that a back end names, and no answer of another kind', () => {
    const posted = [
      ['choices[appel]', 'constructor'],
      ['choices-receipt', `${FIRST}.lead-1042`],
      ['choices-replaces', `lead-1041 ${FIRST}`],
    ] as const
    expect(readChoices(posted)).toMatchObject({ choices: [], submission: null, replaces: [FIRST] })
  })

  test('an observation too long to be one is not parsed', () => {
    const text = JSON.stringify('x'.repeat(200_000))
    expect(readChoices([['choices-observation', text]]).observation).toBeNull()
  })
})
