import { noticeSha256 } from '@constat/core/notice'
import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { choices, choicesElement, control, entriesOf, find, formOf, lay, ready } from './mount.ts'
import { REQUIRED } from '../server/notices.ts'

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

test('an empty name is none', async () => {
  await lay(`<form id="f">${choices('notice="devis" name=""')}</form>`)
  expect(entriesOf(formOf('f')).map(([name]) => name)).toContain('choices[appel]')
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

test('a notice named while it is out of the page is the one that it shows when it is back', async () => {
  await lay(`<form id="f">${choices()}</form>`)
  const element = choicesElement()
  element.remove()
  element.notice = 'devis-reponse'
  await new Promise((resolve) => setTimeout(resolve))
  const drawn = new Promise((resolve) => element.addEventListener('constat-ready', resolve, { once: true }))
  formOf('f').append(element)
  await drawn
  expect(element.proof).toMatchObject({ notice: await noticeSha256(REQUIRED) })
})

test('a copy of a working element has a fallback that answers when the copy cannot', async () => {
  await lay(
    `<form id="f">${choices().replace('></', '><input name="choices[appel]" value="granted" type="checkbox"><input name="own" disabled></')}</form>`,
  )
  const copy = choicesElement().cloneNode(true)
  if (!(copy instanceof HTMLElement)) throw new Error('The copy is no element.')
  copy.removeAttribute('notice')
  const failed = new Promise((resolve) => copy.addEventListener('constat-error', resolve, { once: true }))
  choicesElement().replaceWith(copy)
  await failed
  expect([...copy.querySelectorAll('input')].map(({ disabled }) => disabled)).toEqual([false, true])
})
