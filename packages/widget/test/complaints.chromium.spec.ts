import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'

/** What people complain about in widgets of this kind (widget.md §3, its rows in order), and the tests that show ours free of it. */
const SHOWN_BY: readonly (readonly [complaint: string, ...(readonly [file: string, title: string])[]])[] = [
  [
    'Host CSS breaks widget',
    [
      'hostile.spec.ts',
      'no rule of the page’s sheet, no ::part and no inline style changes what a person meets',
    ],
  ],
  [
    'Widget CSS breaks host',
    ['policy.spec.ts', 'it adds no global, no style and nothing else to the page around it'],
  ],
  [
    'Inherited styles & rem still leak',
    ['late.spec.ts', 'one-pixel type on the page leaves the notice its size'],
    ['media.chromium.spec.ts', 'nothing is cut or runs aside, and an answer given there is worth as much'],
  ],
  [
    'Form value late or wrong',
    ['components/native.test.ts', 'with the answer in the form from input on'],
    [
      'components/untrusted.test.ts',
      'whatever the page does without an act of the person, no form says "granted"',
    ],
  ],
  [
    'form= attribute, external forms',
    ['components/native.test.ts', 'the form attribute decides whose it is'],
  ],
  [
    'Vue / Angular binding',
    [
      '../../../e2e/examples.spec.ts',
      'answers reach the application, the record the server, the receipt the page',
    ],
  ],
  [
    'React events',
    [
      '../../../e2e/examples.spec.ts',
      'answers reach the application, the record the server, the receipt the page',
    ],
  ],
  [
    'React lifecycle',
    [
      'components/lifecycle.test.ts',
      'put in and taken out again and again, as frameworks do, it answers once',
    ],
    ['components/lifecycle.test.ts', 'many on a page do not know of each other'],
  ],
  [
    'Double load',
    ['policy.spec.ts', 'a second copy is silent, another version is told of, and the first one goes on'],
  ],
  [
    'Loader race / no retry',
    ['late.spec.ts', 'a script that comes when the person is already typing takes over, and her fields stay'],
    ['components/lifecycle.test.ts', 'made by script before it is in the page, with properties set first'],
  ],
  [
    'Autofill / restore',
    ['guards.spec.ts', 'going away and back leaves every question unanswered'],
    ['guards.spec.ts', 'reloading leaves every question unanswered'],
    ['components/untrusted.test.ts', 'a form state that says yes restores nothing'],
  ],
  [
    'FOUC / shift',
    [
      'media.chromium.spec.ts',
      'with the fallback inside the tag nothing on the page jumps when the notice comes',
    ],
  ],
  [
    'CSP',
    [
      'policy.spec.ts',
      'under SRI, without styles and under Trusted Types it answers and records, and violates nothing',
    ],
  ],
  [
    'Trusted Types',
    [
      'policy.spec.ts',
      'under SRI, without styles and under Trusted Types it answers and records, and violates nothing',
    ],
    ['late.spec.ts', 'where Trusted Types allow other policies alone, the fallback stays and answers'],
  ],
  ['z-index, focus trap', ['accessibility.spec.ts', 'the keyboard alone reads and answers everything']],
  [
    'Content blockers',
    [
      '../src/build.test.ts',
      'holds no schema library and no phone library, loads nothing further and leaves no global',
    ],
  ],
  [
    'WordPress optimisers',
    [
      '../../../e2e/examples.spec.ts',
      'scripts delayed until the visitor types: what she typed stays, nothing is ticked for her',
    ],
    ['late.spec.ts', 'a script that comes when the person is already typing takes over, and her fields stay'],
  ],
  [
    'Dark patterns',
    ['themes.spec.ts', 'yes and no look the same, whatever the page says of their parts'],
    ['accessibility.spec.ts', 'accept and refuse are equal'],
  ],
  [
    'Labels & descriptions across shadow',
    ['states.chromium.spec.ts', 'its accessibility tree is as kept, and axe finds nothing'],
    ['accessibility.spec.ts', 'its structure is that of a native group of fields'],
  ],
  [
    'RGAA audits',
    ['accessibility.spec.ts', 'its structure is that of a native group of fields'],
    [
      'states.chromium.spec.ts',
      'in every language names, roles and descriptions are as kept, and axe finds nothing',
    ],
  ],
  [
    'Machine translation',
    ['late.spec.ts', 'legal text is not for machines to translate'],
    ['observation.spec.ts', 'a text altered in the page changes the hash of what was shown'],
  ],
  [
    'RTL',
    ['pictures.chromium.spec.ts', 'pictures of ${state}, in each theme and direction'],
    ['locales.chromium.spec.ts', 'from right to left, the box stands to the right of its words'],
  ],
  [
    'High contrast / print / zoom',
    ['media.chromium.spec.ts', 'in forced colours borders, ticks, focus and messages stay to be seen'],
    ['media.chromium.spec.ts', 'print shows every layer, and no button that paper has no use for'],
    ['media.chromium.spec.ts', 'nothing is cut or runs aside, and an answer given there is worth as much'],
  ],
  [
    'SSR',
    ['../src/build.test.ts', 'the elements can be imported where there is no page'],
    ['../src/fallback.test.ts', 'names and values are those of the element; a box left alone sends nothing'],
  ],
  ['Label testing', ['components/native.test.ts', 'labels find it, by wrapping and by for']],
]

test('every complaint of widget.md has tests that show the element free of it', () => {
  const missing = SHOWN_BY.flatMap(([complaint, ...tests]) =>
    tests.flatMap(([file, title]) =>
      readFileSync(new URL(file, import.meta.url), 'utf8').includes(title)
        ? []
        : [`${complaint}: ${file}: ${title}`],
    ),
  )
  expect(missing).toEqual([])
  expect(SHOWN_BY).toHaveLength(25)
  expect(SHOWN_BY.every(([, ...tests]) => tests.length > 0)).toBe(true)
})
