import { canonicalBytes, sha256Hex } from '@constat/core/canonical'
import { parseObservation, type Observation } from '@constat/core/consent'
import { noticeText } from '@constat/core/notice'
import type { ConstatChoicesElement } from '@constat/widget'
import * as fc from 'fast-check'
import { inject, expect, test } from 'vitest'
import { PUBLISHED } from '../server/notices.ts'
import { choices, choicesElement, entriesOf, find, formOf, lay, ready } from './mount.ts'

/** What a page can do to the element by script; `n` picks among variants. */
type Action = (element: ConstatChoicesElement, n: number) => unknown

const inputs = ({ shadowRoot }: ConstatChoicesElement): readonly HTMLInputElement[] => [
  ...(shadowRoot?.querySelectorAll('input') ?? []),
]
const pick = <Item>(items: readonly Item[], n: number): Item | undefined => items[n % items.length]
const labels = ({ shadowRoot }: ConstatChoicesElement): readonly HTMLElement[] => [
  ...(shadowRoot?.querySelectorAll('label') ?? []),
]
const form = (): HTMLFormElement => formOf('f')
const reach = { bubbles: true, composed: true, cancelable: true }
const grantedData = (): FormData => {
  const data = new FormData()
  for (const { key } of PUBLISHED.questions) data.append(`choices[${key}]`, 'granted')
  return data
}
const assign = (target: object, name: string, value: unknown): void => {
  try {
    Reflect.set(target, name, value)
  } catch {
    // Refused, as it should be.
  }
}

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => resolve())
    port1.start()
    port2.postMessage(null)
  })

const ACTIONS: { readonly [name: string]: Action } = {
  attribute: (element, n) =>
    element.setAttribute(
      pick(['checked', 'value', 'answers', 'data', 'default-checked', 'aria-checked', 'required'], n) ?? '',
      pick(['granted', 'true', '{"appel":"GRANTED"}'], n) ?? '',
    ),
  rename: (element, n) => element.setAttribute('name', pick(['choices', 'granted', ''], n) ?? ''),
  property: (element, n) =>
    assign(element, pick(['answers', 'checked', 'value', 'phase', 'proof', 'form'], n) ?? '', {
      appel: 'GRANTED',
    }),
  'property of a control': (element, n) =>
    assign(
      pick(inputs(element), n) ?? {},
      pick(['checked', 'defaultChecked', 'value', 'type'], n) ?? '',
      true,
    ),
  'attribute of a control': (element, n) => pick(inputs(element), n)?.setAttribute('checked', ''),
  'press a control': (element, n) => pick(inputs(element), n)?.click(),
  'press a label': (element, n) => pick(labels(element), n)?.click(),
  'press the element': (element) => element.click(),
  'forge a press': (element, n) =>
    pick([...inputs(element), ...labels(element)], n)?.dispatchEvent(new PointerEvent('click', reach)),
  'forge a key': (element, n) =>
    ['keydown', 'keypress', 'keyup'].map((type) =>
      pick(inputs(element), n)?.dispatchEvent(new KeyboardEvent(type, { ...reach, key: ' ', code: 'Space' })),
    ),
  'forge input and change': (element, n) => {
    const input = pick(inputs(element), n)
    if (!input) return
    input.checked = true
    for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, reach))
  },
  'forge on the element': (element, n) =>
    element.dispatchEvent(new Event(pick(['input', 'change', 'click', 'constat-recorded'], n) ?? '', reach)),
  disable: (element, n) => assign(element, 'disabled', n % 2 === 0),
  'toggle the fallback': (element, n) => {
    for (const each of element.querySelectorAll('input')) each.disabled = n % 2 === 0
  },
  'draw the fallback anew': (element) => {
    for (const each of element.querySelectorAll('input'))
      for (const name of ['disabled', 'form', 'data-held']) each.removeAttribute(name)
  },
  'disable the fieldset': (_, n) => assign(find('fieldset'), 'disabled', n % 2 === 0),
  reset: () => form().reset(),
  'move to another form': (element, n) => find(n % 2 === 0 ? '#g' : '#f').append(element),
  'take out and back': (element) => {
    element.remove()
    form().prepend(element)
  },
  clone: (element) => element.replaceWith(element.cloneNode(true)),
  'parse again': (element) => {
    const { outerHTML } = element
    element.outerHTML = outerHTML
  },
  restore: (element, n) => {
    const callback: unknown = Reflect.get(element, 'formStateRestoreCallback')
    const state = n % 2 === 0 ? grantedData() : 'granted'
    if (typeof callback === 'function')
      Reflect.apply(callback, element, [state, pick(['restore', 'autocomplete'], n)])
  },
  'load again': (element, n) => assign(element, 'notice', n % 2 === 0 ? 'devis' : 'devis-reponse'),
  'load and wait': async (element) => {
    element.setAttribute('notice', 'devis-reponse')
    await settled()
    element.setAttribute('notice', 'devis')
    await settled()
  },
  'change the address': (_, n) =>
    history.replaceState(null, '', `${location.pathname}${n % 2 === 0 ? '?' : '#'}choices[appel]=granted`),
  'submit by script': () => form().requestSubmit(),
  'fallback that answers': (element) =>
    element.insertAdjacentHTML(
      'beforeend',
      '<input type="checkbox" name="fallback[appel]" value="granted" checked>',
    ),
  'data that answers': (element, n) =>
    element.insertAdjacentHTML(
      'beforeend',
      `<script type="application/json">${pick(['{"answers":{"appel":"GRANTED"}}', 'null', '{'], n)}</script>`,
    ),
  'validate by script': (element, n) => (n % 2 === 0 ? element.checkValidity() : element.reportValidity()),
  'focus by script': (element) => element.focus(),
  'exchange controls': (element) => {
    const [first, ...others] = inputs(element)
    if (first) others.at(-1)?.after(first)
  },
  'swap values': (element) => inputs(element).forEach((input) => assign(input, 'value', 'GRANTED')),
}

const entries = (): readonly (readonly [string, string])[] =>
  ['f', 'g'].flatMap((id) => entriesOf(formOf(id)))

const said = (): readonly string[] =>
  // What the site itself writes into the form is its own.
  entries().flatMap(([name, value]) => (/^(?!fallback).*\[/.test(name) ? [value] : []))

const observed = (): Observation | null => {
  const json = entries().find(([name]) => name.endsWith('-observation'))?.[1]
  if (json === undefined) return null
  const parsed = parseObservation(JSON.parse(json))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues))
  return parsed.value
}

/** What a site wrote of its own, ticked and required; from when the notice stands in its place it is no answer. */
const FALLBACK = `<input type="checkbox" name="choices[appel]" value="granted" checked required>`

const layPage = async (): Promise<void> => {
  await lay(
    `<form id="f"><fieldset></fieldset>${choices().replace('></', `>${FALLBACK}</`)}<input name="telephone" value="0639981234"></form><form id="g"></form>`,
  )
  for (const each of document.forms) each.addEventListener('submit', (event) => event.preventDefault())
}

const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(ACTIONS)), fc.nat(20)), {
  minLength: 1,
  maxLength: 14,
})

test('whatever the page does without an act of the person, no form says "granted"', async () => {
  // The driver itself activates the page for a while, and a script's press counts, marked, while someone acts.
  while (navigator.userActivation.isActive) await new Promise((resolve) => setTimeout(resolve, 50))
  const text = await sha256Hex(canonicalBytes(noticeText(PUBLISHED)))
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await layPage()
      for (const [name, n] of sequence) {
        const element = document.querySelector<ConstatChoicesElement>('constat-choices')
        if (element) await ACTIONS[name]?.(element, n)
        expect(said()).not.toContain('granted')
      }
      await settled()
      const element = choicesElement()
      expect(navigator.userActivation.isActive).toBe(false)
      expect(Object.values(element.answers)).not.toContain('GRANTED')
      expect(said()).not.toContain('granted')
      // A script can draw a tick until the element draws again; it never becomes an answer.
      element.toggleAttribute('disabled')
      await settled()
      expect(inputs(element).filter(({ checked }) => checked)).toEqual([])
      const observation = observed()
      for (const [, step, , trusted] of observation?.trail ?? [])
        expect([step, trusted]).not.toEqual(expect.arrayContaining(['grant', 1]))
      if (observation && element.notice === 'devis') expect(observation.textSha256).toBe(text)
    }),
    { numRuns: inject('fuzzRuns'), seed: inject('fuzzSeed') },
  )
})

test('a form state that says yes restores nothing', async () => {
  await layPage()
  const element = await ready()
  const callback: unknown = Reflect.get(element, 'formStateRestoreCallback')
  for (const mode of ['restore', 'autocomplete'])
    if (typeof callback === 'function') Reflect.apply(callback, element, [grantedData(), mode])
  expect(said()).toEqual(PUBLISHED.questions.map(() => 'unanswered'))
})
