import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { choices, choicesElement, control, entriesOf, find, formOf, lay } from './mount.ts'

const FALLBACK = `<fieldset>
  <input type="checkbox" name="choices[appel]" value="granted" checked>
  <input type="radio" name="choices[partenaires]" value="granted" required>
  <input type="radio" name="choices[partenaires]" value="refused" required>
  <input type="hidden" name="choices-asked" value="appel partenaires">
  <input type="checkbox" name="elsewhere" form="g" disabled>
</fieldset>`

const layPage = (): Promise<void> =>
  lay(`<form id="f"><input name="nom">${choices().replace('></', `>${FALLBACK}</`)}<button>Send</button></form>
    <form id="g"></form>`)
const fallback = (): readonly HTMLInputElement[] => [...choicesElement().querySelectorAll('input')]
const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve))

/** What pages do to the fields of their form, while it is sent and after, or when they draw it again. */
const ACTS: readonly (readonly [string, () => void])[] = [
  [
    'enables the fields of its form',
    () => {
      for (const each of formOf('f').elements) if ('disabled' in each) each.disabled = false
    },
  ],
  [
    'enables all fields in it',
    () => {
      for (const each of find('#f').querySelectorAll<HTMLInputElement>('fieldset, input'))
        each.disabled = false
    },
  ],
  [
    'brings it to what its server drew',
    () => {
      for (const each of fallback())
        for (const name of each.getAttributeNames())
          if (!/^(type|name|value|required)$/.test(name)) each.removeAttribute(name)
    },
  ],
  [
    'resets the fields in it',
    () => {
      for (const each of fallback()) each.checked = each.defaultChecked
    },
  ],
]

for (const [what, act] of ACTS)
  test(`a page that ${what} puts no answer of the fallback into it, and nothing that holds it`, async () => {
    await layPage()
    await userEvent.click(control('partenaires-REFUSED'))
    act()
    const sent = entriesOf(formOf('f')).filter(([name]) => name.startsWith('choices['))
    expect(sent).toEqual([
      ['choices[appel]', 'unanswered'],
      ['choices[partenaires]', 'refused'],
      ['choices[courriel]', 'unanswered'],
    ])
    await settled()
    expect(formOf('f').checkValidity()).toBe(true)
    expect([...formOf('f').elements].map(({ localName }) => localName)).toEqual([
      'input',
      'constat-choices',
      'button',
    ])
  })

test('where the element can no longer work, its fallback answers as the site left it, but unticked', async () => {
  await layPage()
  const failed = new Promise((resolve) => document.addEventListener('constat-error', resolve, { once: true }))
  choicesElement().removeAttribute('notice')
  await failed
  formOf('f').reset()
  expect(fallback().map(({ form, checked, disabled }) => [form?.id, checked, disabled])).toEqual([
    ['f', false, false],
    ['f', false, false],
    ['f', false, false],
    ['f', false, false],
    ['g', false, true],
  ])
  expect(entriesOf(formOf('f')).map(([name]) => name)).toEqual(['nom', 'choices-asked'])
})
