import type { ConstatChoicesElement } from '@constat/widget'
import { inject } from 'vitest'
import '@constat/widget/define'

/** The element as a page writes it. */
export const choices = (attributes = 'notice="devis"'): string =>
  `<constat-choices server="${inject('server')}" site-key="${inject('siteKey')}" ${attributes}></constat-choices>`

/** The first element of the page that matches. */
export const find = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`Nothing matches ${selector}.`)
  return found
}

/** The form of this id. */
export const formOf = (id: string): HTMLFormElement => {
  const found = document.forms.namedItem(id)
  if (!found) throw new Error(`There is no form ${id}.`)
  return found
}

/** What a form would send now, in its order. */
export const entriesOf = (form: HTMLFormElement): readonly (readonly [string, string])[] =>
  [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : value.name])

/** The element of the page. */
export const choicesElement = (): ConstatChoicesElement => {
  const found = document.querySelector<ConstatChoicesElement>('constat-choices')
  if (!found) throw new Error('There is no <constat-choices>.')
  return found
}

/** A control inside the element. */
export const control = (id: string, element = choicesElement()): HTMLInputElement => {
  const input = element.shadowRoot?.querySelector<HTMLInputElement>(`#${id}`)
  if (!input) throw new Error(`The element draws no ${id}.`)
  return input
}

/** Waits until the element can be answered. */
export const ready = async (element = choicesElement()): Promise<ConstatChoicesElement> => {
  if (element.phase !== 'ready')
    await new Promise((resolve) => element.addEventListener('constat-ready', resolve, { once: true }))
  return element
}

/** Lays a page anew, so that no listener of another stays, and waits for its elements. */
export const lay = async (html: string): Promise<void> => {
  document.body.innerHTML = `<main>${html}</main>`
  for (const element of document.querySelectorAll<ConstatChoicesElement>('constat-choices'))
    await ready(element)
}
