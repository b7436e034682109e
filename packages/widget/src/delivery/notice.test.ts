import { expect, test } from 'vitest'
import { localesFor } from './notice.ts'

test.each([
  ['fr', ['fr', null]],
  ['fr-FR', ['fr-FR', 'fr', null]],
  ['fr_FR', ['fr-FR', 'fr', null]],
  ['', [null]],
  ['not a language', [null]],
])('a page in "%s" asks for %j', (lang, locales) => {
  expect(localesFor(lang)).toEqual(locales)
})
