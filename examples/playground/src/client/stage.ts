import type { Settings } from '../settings.ts'
import { byId } from './controls.ts'

const EVENTS = [
  'input',
  'change',
  'constat-ready',
  'constat-shown',
  'constat-queued',
  'constat-recorded',
  'constat-error',
] as const

const MAX_EVENTS = 12
const MAX_VALUE = 120
const RIGHT_TO_LEFT = ['ar']

type Field = {
  readonly label: string
  readonly name: string
  readonly type: string
  readonly autocomplete: AutoFill
}

const FIELDS: readonly Field[] = [
  { label: 'E-mail', name: 'email', type: 'email', autocomplete: 'email' },
  { label: 'Phone', name: 'phone', type: 'tel', autocomplete: 'tel' },
]

const fieldOf = ({ label, name, type, autocomplete }: Field): HTMLElement => {
  const paragraph = document.createElement('p')
  const input = Object.assign(document.createElement('input'), {
    id: `field-${name}`,
    name,
    type,
    autocomplete,
  })
  const text = Object.assign(document.createElement('label'), { textContent: label, htmlFor: input.id })
  paragraph.append(text, input)
  return paragraph
}

const noteEvent = (text: string): void => {
  const list = byId('events')
  list.prepend(Object.assign(document.createElement('li'), { textContent: text }))
  while (list.childElementCount > MAX_EVENTS) list.lastElementChild?.remove()
}

const shortened = (value: FormDataEntryValue): string => {
  const text = typeof value === 'string' ? value : value.name
  return text.length > MAX_VALUE ? `${text.slice(0, MAX_VALUE)}…` : text
}

const rowOf = ([name, value]: readonly [string, FormDataEntryValue]): HTMLElement => {
  const row = document.createElement('tr')
  const head = Object.assign(document.createElement('th'), { scope: 'row', textContent: name })
  row.append(head, Object.assign(document.createElement('td'), { textContent: shortened(value) }))
  return row
}

/** Shows what the form would carry now. */
export const showEntries = (): void => {
  const form = byId('stage').querySelector('form')
  byId('entries').replaceChildren(...(form ? [...new FormData(form)].map(rowOf) : []))
}

const setAttributes = (element: Element, settings: Settings): void => {
  const { server, siteKey, notice, theme, required, deliver } = settings
  for (const [name, value] of Object.entries({ server, 'site-key': siteKey, notice, theme, deliver }))
    element.setAttribute(name, value)
  element.toggleAttribute('required', required)
}

const newForm = (): HTMLFormElement => {
  const form = document.createElement('form')
  const button = Object.assign(document.createElement('button'), { textContent: 'Send' })
  form.append(...FIELDS.map(fieldOf), document.createElement('constat-choices'), button)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    noteEvent('submit: the form may go')
    showEntries()
  })
  form.addEventListener('invalid', () => noteEvent('invalid: an answer is missing'), { capture: true })
  for (const type of EVENTS)
    form.addEventListener(type, (event) => {
      if (event.target instanceof Element && event.target.localName === 'constat-choices') noteEvent(type)
      showEntries()
    })
  return form
}

/** What cannot be changed under a notice that is drawn: another makes a new form. */
let drawn = ''

/** Draws the settings: a new form where the notice or its language is another, the same where only looks change. */
export const showStage = (settings: Settings): void => {
  const stage = byId('stage')
  const { notice, locale, tokens } = settings
  const wanted = `${notice} ${locale}`
  if (drawn !== wanted) {
    drawn = wanted
    stage.lang = locale
    stage.dir = RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr'
    const form = newForm()
    // Whole before it stands in the page, so that it loads its notice once.
    const element = form.querySelector('constat-choices')
    if (element) setAttributes(element, settings)
    stage.replaceChildren(form)
  }
  const element = stage.querySelector<HTMLElement>('constat-choices')
  if (!element) return
  setAttributes(element, settings)
  element.removeAttribute('style')
  for (const [property, value] of Object.entries(tokens)) element.style.setProperty(property, value)
  showEntries()
}
