import { describe, expect, it } from 'vitest'
import { parseObservation } from './index.ts'

const observation = {
  v: 1,
  widget: { version: '1.0.0' },
  page: { origin: 'https://renov.example.fr', path: '/devis', lang: 'fr', viewport: [390, 844], dpr: 300 },
  textSha256: '0'.repeat(64),
  questions: { appel: { visibleMs: 4200, covered: false, fontPx: 16, opacity: 100, contrast: 1500 } },
  trail: [
    [12, 'shown', 'appel', 1, ''],
    [4000, 'grant', 'appel', 1, 'touch'],
    [5000, 'submit', null, 1, 'touch'],
  ],
}

const question = observation.questions.appel
const rulesOf = (input: unknown) => {
  const parsed = parseObservation(input)
  return parsed.ok ? [] : parsed.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)
}

describe('an observation', () => {
  it('is read as the widget sends it', () => {
    expect(parseObservation(observation)).toEqual({ ok: true, value: observation })
  })

  it.each([
    ['another field of the form', { ...observation, fields: { name: 'x' } }, 'fields unknown-key'],
    [
      'a fraction',
      { ...observation, questions: { appel: { ...question, contrast: 4.5 } } },
      'questions.appel.contrast',
    ],
    ['a later version', { ...observation, v: 2 }, 'v unknown-value'],
    [
      'text that signs differently elsewhere',
      { ...observation, page: { ...observation.page, lang: 'e\u0301' } },
      'page.lang format',
    ],
    [
      'a lone surrogate',
      { ...observation, page: { ...observation.page, path: '/\ud800' } },
      'page.path format',
    ],
    ['a question that no notice can ask', { ...observation, questions: { é: question } }, 'questions.é'],
    ['a key pressed', { ...observation, trail: [[1, 'keydown', null, 1, '']] }, 'trail.0.1 unknown-value'],
    [
      'a trail without end',
      { ...observation, trail: Array.from({ length: 65 }, () => [1, 'click', null, 1, '']) },
      'trail too-long',
    ],
    [
      'more questions than a notice asks',
      {
        ...observation,
        questions: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`q${n}`, question])),
      },
      'questions too-long',
    ],
  ])('is refused with %s', (_, input, expected) => {
    expect(rulesOf(input).join('\n')).toContain(expected)
  })
})
