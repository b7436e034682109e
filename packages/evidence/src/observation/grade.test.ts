import type { Observation } from '@constat/core/consent'
import { describe, expect, it } from 'vitest'
import { gradeObservation, WORDS_SHA256 } from '../index.ts'

const facts = { visibleMs: 250, covered: false, fontPx: 9, opacity: 100, contrast: 300 }
const TEXT = 'ab'.repeat(32)
const observation: Observation = {
  v: 1,
  widget: { version: '1.0.0' },
  page: { origin: 'https://renov.example.fr', path: '/devis', lang: 'fr', viewport: [390, 844], dpr: 300 },
  textSha256: TEXT,
  questions: { appel: facts, sms: facts },
  trail: [
    [10, 'shown', 'appel', 1, ''],
    [900, 'refuse', 'appel', 1, 'touch'],
    [1200, 'grant', 'appel', 1, 'touch'],
    [1500, 'submit', null, 1, 'touch'],
  ],
}

const grade = (changes: Partial<Observation>, grantedQuestions = ['appel']) =>
  gradeObservation(
    { ...observation, ...changes },
    { expectedTextSha256: TEXT, locale: 'fr-FR', grantedQuestions },
  )

const withFacts = (changes: Partial<Observation['questions'][string]>) => ({
  questions: { appel: { ...facts, ...changes }, sms: facts },
})

const ASSURED = { grade: 'ASSURED', flags: [] }
const flagged = (...flags: string[]) => ({ grade: 'FLAGGED', flags })

describe('the grade of an observation', () => {
  it('is INCOMPLETE where there is none', () => {
    const expected = { expectedTextSha256: TEXT, locale: 'fr', grantedQuestions: ['appel'] }
    expect(gradeObservation(null, expected)).toEqual({ grade: 'INCOMPLETE', flags: [] })
  })

  it('is ASSURED where nothing contradicts, at the least that is accepted', () => {
    expect(grade({})).toEqual(ASSURED)
    expect(grade(withFacts({ opacity: 42, contrast: 2100 }))).toEqual(ASSURED)
    expect(grade(withFacts({ opacity: 78, contrast: 450 }))).toEqual(ASSURED)
  })

  it.each([
    ['opacity under 42 %', withFacts({ opacity: 41, contrast: 2100 }), 'HIDDEN'],
    ['a question never in view', withFacts({ visibleMs: 0 }), 'HIDDEN'],
    ['a question in view for less than anybody reacts in', withFacts({ visibleMs: 249 }), 'HIDDEN'],
    ['a question that was not measured', { questions: { sms: facts } }, 'HIDDEN'],
    ['a question in view for longer than the page stood', withFacts({ visibleMs: 2501 }), 'HIDDEN'],
    ['something over the question', withFacts({ covered: true }), 'COVERED'],
    ['print under 9 px', withFacts({ fontPx: 8 }), 'ILLEGIBLE'],
    ['a contrast under 3:1', withFacts({ contrast: 299 }), 'ILLEGIBLE'],
    ['a contrast that fading takes under 3:1', withFacts({ contrast: 450, opacity: 76 }), 'ILLEGIBLE'],
    ['something over the question that the browser alone sees', withFacts({ vouched: false }), 'COVERED'],
    ['a yes and a no of different sizes', withFacts({ equal: false }), 'ALTERED'],
    ['what was drawn changed by another hand', { altered: true as const }, 'ALTERED'],
    ['words that are not the widget’s', { wordsSha256: 'cd'.repeat(32) }, 'ALTERED'],
    ['words of another language', { wordsSha256: WORDS_SHA256.get('it')?.at(-1) ?? '' }, 'ALTERED'],
    ['another text', { textSha256: 'cd'.repeat(32) }, 'ALTERED'],
  ])('is FLAGGED for %s', (_, changes, flag) => {
    expect(grade(changes)).toEqual(flagged(flag))
  })

  it('is FLAGGED for a press on an answer that had no effect', () => {
    const [shown, ...acts] = observation.trail
    expect(grade({ trail: [shown!, [800, 'click', null, 1, 'touch'], ...acts] })).toEqual(flagged('ALTERED'))
  })

  it.each<[string, Observation['trail']]>([
    ['no act at all', []],
    ['an act on another question', [[900, 'grant', 'sms', 1, 'touch']]],
    [
      'a last act that a script did',
      [
        [900, 'grant', 'appel', 1, 'touch'],
        [901, 'grant', 'appel', 0, ''],
      ],
    ],
    [
      'a change of mind after it',
      [
        [900, 'grant', 'appel', 1, 'touch'],
        [950, 'clear', 'appel', 1, 'touch'],
      ],
    ],
    [
      'steps that go back in time',
      [
        [900, 'grant', 'appel', 1, 'touch'],
        [800, 'submit', null, 1, ''],
      ],
    ],
    ['a script’s click, which granted nothing', [[900, 'click', 'appel', 0, '']]],
  ])('is FLAGGED for a grant with %s', (_, trail) => {
    expect(grade({ trail })).toEqual(flagged('UNTRUSTED_ACT'))
  })

  it('is ASSURED when the person repeated what a script had done', () => {
    expect(
      grade({
        trail: [
          [1, 'grant', 'appel', 0, ''],
          [2, 'clear', 'appel', 1, 'key'],
          [3, 'grant', 'appel', 1, 'key'],
        ],
      }),
    ).toEqual(ASSURED)
  })

  it('takes the words of the notice’s language, English, and those of a language of the site’s', () => {
    for (const language of ['fr', 'en'])
      for (const wordsSha256 of WORDS_SHA256.get(language) ?? [])
        expect(grade({ wordsSha256 })).toEqual(ASSURED)
    expect(
      gradeObservation(
        { ...observation, wordsSha256: 'cd'.repeat(32) },
        { expectedTextSha256: TEXT, locale: 'pl', grantedQuestions: ['appel'] },
      ),
    ).toEqual(ASSURED)
  })

  it('judges every question that was granted, and no other', () => {
    const hiddenSms = { questions: { appel: facts, sms: { ...facts, visibleMs: 0 } } }
    expect(grade(hiddenSms)).toEqual(ASSURED)
    expect(grade(hiddenSms, ['appel', 'sms'])).toEqual(flagged('HIDDEN', 'UNTRUSTED_ACT'))
    expect(grade({ ...hiddenSms, textSha256: 'cd'.repeat(32) }, [])).toEqual(flagged('ALTERED'))
  })
})
