import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChoices } from './form-data.ts'
import { formEntries } from './form/entries.ts'

const SHA256 = 'ab'.repeat(32)

describe('readChoices', () => {
  test('reads what the element carries', () => {
    const entries = formEntries('choices', {
      answers: { appel: 'GRANTED', sms: 'REFUSED', courriel: 'UNANSWERED' },
      challenge: 'défi',
      submission: 'a-b',
      notice: SHA256,
      observation: null,
      replaces: ['b-c', 'c-d'],
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
      receiptToken: 'défi.a-b',
      submission: 'a-b',
      replaces: ['b-c', 'c-d'],
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

  test('an observation too long to be one is not parsed', () => {
    const text = JSON.stringify('x'.repeat(200_000))
    expect(readChoices([['choices-observation', text]]).observation).toBeNull()
  })
})
