import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { choices, choicesElement, control, entriesOf, find, formOf, lay, ready } from './mount.ts'

test('put in and taken out again and again, as frameworks do, it answers once and keeps its answer', async () => {
  await lay(`<form id="f">${choices()}</form>`)
  const element = choicesElement()
  for (let turn = 0; turn < 50; turn++) {
    element.remove()
    formOf('f').append(element)
  }
  const heard: string[] = []
  for (const type of ['input', 'change']) formOf('f').addEventListener(type, () => heard.push(type))
  await userEvent.click(control('appel-GRANTED'))
  expect(heard).toEqual(['input', 'change'])
  element.remove()
  formOf('f').append(element)
  expect(Object.fromEntries(entriesOf(formOf('f')))).toMatchObject({ 'choices[appel]': 'granted' })
})

test('many on a page do not know of each other', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`)
  await lay(`<form id="f">${names.map((name) => choices(`notice="devis" name="${name}"`)).join('')}</form>`)
  const [, second] = document.querySelectorAll('constat-choices')
  const box = second?.shadowRoot?.querySelector<HTMLElement>('#appel-GRANTED')
  if (!box) throw new Error('The second element draws no box.')
  await userEvent.click(box)
  const given = entriesOf(formOf('f')).filter(([, value]) => value === 'granted')
  expect(given).toEqual([['n1[appel]', 'granted']])
})

test('made by script before it is in the page, with properties set first, it works as from markup', async () => {
  await lay(`<form id="f">${choices()}</form>`)
  const { server, siteKey } = choicesElement()
  find('constat-choices').remove()
  const element = document.createElement('constat-choices')
  Object.assign(element, { server, siteKey, notice: 'devis', name: 'made', form: 'f' })
  document.body.append(element)
  await ready(choicesElement())
  expect(Object.fromEntries(entriesOf(formOf('f')))).toMatchObject({ 'made[appel]': 'unanswered' })
})
