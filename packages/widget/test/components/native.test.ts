import { describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { choices, control, find, formOf, lay } from './mount.ts'

type Field = HTMLElement & {
  readonly form: HTMLFormElement | null
  readonly labels: NodeListOf<HTMLLabelElement> | null
  readonly validity: ValidityState
  readonly willValidate: boolean
  disabled: boolean
}

/** A field of the platform and ours, so that every assertion is made on both (widget.md §6, "Native parity suite"). */
type Subject = {
  readonly markup: (attributes?: string) => string
  readonly tag: string
  /** What the person presses. */
  readonly target: () => HTMLElement
}

const SUBJECTS: readonly (readonly [string, Subject])[] = [
  [
    'an <input type=checkbox>',
    {
      markup: (attributes = '') =>
        `<input type="checkbox" class="field" name="choices[appel]" value="granted" ${attributes}>`,
      tag: 'input.field',
      target: () => find('input.field'),
    },
  ],
  [
    '<constat-choices>',
    {
      markup: (attributes = '') => choices(`notice="devis" class="field" ${attributes}`),
      tag: 'constat-choices',
      target: () => control('appel-GRANTED'),
    },
  ],
]

const fieldAt = (selector: string): Field => {
  const found = document.querySelector<Field>(selector)
  if (!found) throw new Error(`Nothing matches ${selector}.`)
  return found
}
const isGiven = (form = formOf('f')): boolean => new FormData(form).get('choices[appel]') === 'granted'
const isCarried = (form = formOf('f')): boolean =>
  [...new FormData(form).keys()].some((name) => name.startsWith('choices'))

describe.each(SUBJECTS)('%s', (_, { markup, tag, target }) => {
  const field = (): Field => fieldAt(tag)
  const press = (): Promise<void> => userEvent.click(target())
  const layForm = (attributes?: string): Promise<void> => lay(`<form id="f">${markup(attributes)}</form>`)

  const listen = (on: EventTarget): readonly unknown[] => {
    const heard: unknown[] = []
    for (const type of ['click', 'input', 'change', 'invalid'])
      on.addEventListener(type, (event) =>
        heard.push([type, event.target === field(), event.isTrusted || type !== 'input', isGiven()]),
      )
    return heard
  }

  test('a press fires click, input and change in turn, with the answer in the form from input on', async () => {
    await layForm()
    const heard = listen(find('main'))
    await press()
    expect(heard.map((each) => (Array.isArray(each) ? each.slice(0, 3) : each))).toEqual([
      ['click', true, true],
      ['input', true, true],
      ['change', true, true],
    ])
    expect(heard.slice(1).map((each) => (Array.isArray(each) ? each[3] : each))).toEqual([true, true])
    expect(isGiven()).toBe(true)
    await press()
    expect(isGiven()).toBe(false)
  })

  test('click and input leave shadow trees, change does not; all bubble', async () => {
    await layForm()
    const flags: unknown[] = []
    for (const type of ['click', 'input', 'change'])
      find('main').addEventListener(
        type,
        ({ bubbles, composed, cancelable }) => flags.push([type, bubbles, composed, cancelable]),
        { once: true },
      )
    await press()
    expect(flags).toEqual([
      ['click', true, true, true],
      ['input', true, true, false],
      ['change', true, false, false],
    ])
  })

  test('the space bar answers as a press does', async () => {
    await layForm()
    field().focus()
    expect(document.activeElement).toBe(field())
    const heard = listen(find('main'))
    await userEvent.keyboard(' ')
    expect(heard.map((each) => (Array.isArray(each) ? each[0] : each))).toEqual(['click', 'input', 'change'])
    expect(isGiven()).toBe(true)
  })

  test('a press that the page cancels is no answer', async () => {
    await layForm()
    field().addEventListener('click', (event) => event.preventDefault(), { once: true })
    const heard = listen(find('main'))
    await press()
    expect(heard.map((each) => (Array.isArray(each) ? each[0] : each))).toEqual(['click'])
    expect(isGiven()).toBe(false)
    expect(target()).toHaveProperty('checked', false)
    await press()
    expect(isGiven()).toBe(true)
  })

  test('disabled it sends nothing, validates nothing and cannot be pressed', async () => {
    await layForm('disabled')
    expect([field().disabled, field().matches(':disabled'), field().willValidate]).toEqual([
      true,
      true,
      false,
    ])
    expect(isCarried()).toBe(false)
    await userEvent.click(target(), { force: true })
    expect(target()).toHaveProperty('checked', false)
    field().disabled = false
    expect(field().matches(':enabled')).toBe(true)
    await press()
    expect(isGiven()).toBe(true)
  })

  test('a disabled fieldset disables it, except in its first legend', async () => {
    await lay(
      `<form id="f"><fieldset id="set" disabled><legend id="legend"></legend>${markup()}</fieldset></form>`,
    )
    expect([field().disabled, field().matches(':disabled'), isCarried()]).toEqual([false, true, false])
    find('#legend').append(field())
    expect(field().matches(':disabled')).toBe(false)
    find('#set').append(field())
    expect(field().matches(':disabled')).toBe(true)
    find('#set').removeAttribute('disabled')
    await press()
    expect([field().matches(':disabled'), isGiven()]).toEqual([false, true])
  })

  test('a reset takes the answer back and fires neither input nor change', async () => {
    await layForm()
    await press()
    const heard = listen(find('main'))
    formOf('f').reset()
    expect(isGiven()).toBe(false)
    await Promise.resolve()
    expect(heard).toEqual([])
    expect(target()).toHaveProperty('checked', false)
  })

  test('the form attribute decides whose it is', async () => {
    await lay(`<form id="f"></form><form id="g"></form>${markup('form="f"')}`)
    expect(field().form).toBe(formOf('f'))
    expect([...formOf('f').elements]).toEqual([field()])
    await press()
    expect([isGiven(), isCarried(formOf('g'))]).toEqual([true, false])
    field().setAttribute('form', 'g')
    expect([field().form?.id, isCarried(), isGiven(formOf('g'))]).toEqual(['g', false, true])
    field().setAttribute('form', 'nowhere')
    expect(field().form).toBeNull()
  })

  test('moved to another form it goes there with its answer; out of the document it sends nothing', async () => {
    await lay(`<form id="f">${markup()}</form><form id="g"></form>`)
    await press()
    const moved = field()
    formOf('g').append(moved)
    expect([isCarried(), isGiven(formOf('g'))]).toEqual([false, true])
    moved.remove()
    expect([moved.form, isCarried(formOf('g'))]).toEqual([null, false])
    formOf('f').append(moved)
    expect(isGiven()).toBe(true)
  })

  test('its entries stand where it stands', async () => {
    await lay(`<form id="f"><input name="before">${markup()}<input name="after"></form>`)
    await press()
    const names = [...new FormData(formOf('f')).keys()]
    expect([names[0], names[1], names.at(-1)]).toEqual(['before', 'choices[appel]', 'after'])
  })

  test('labels find it, by wrapping and by for', async () => {
    await lay(
      `<form id="f"><label for="id">One</label><label>Two ${markup('id="id"')}</label></form><label for="id">Three</label>`,
    )
    expect([...(field().labels ?? [])].map(({ firstChild }) => firstChild?.textContent?.trim())).toEqual([
      'One',
      'Two',
      'Three',
    ])
  })

  test('left alone it is valid; a copy is a field of its own', async () => {
    await layForm()
    expect([field().willValidate, field().validity.valid, formOf('f').checkValidity()]).toEqual([
      true,
      true,
      true,
    ])
    const copy = field().cloneNode(true)
    formOf('f').append(copy)
    expect([...formOf('f').elements]).toEqual([field(), copy])
  })

  test('it is in the data that formdata listeners and submit listeners read', async () => {
    await layForm()
    await press()
    const read: unknown[] = []
    formOf('f').addEventListener('formdata', ({ formData }) => read.push(formData.get('choices[appel]')))
    formOf('f').addEventListener('submit', (event) => {
      event.preventDefault()
      read.push(isGiven())
    })
    formOf('f').requestSubmit()
    expect(read).toEqual(['granted', true])
  })
})

/** An answer that is required: of the platform, a group of radios. */
const REQUIRED: readonly (readonly [string, Subject])[] = [
  [
    'a pair of <input type=radio required>',
    {
      markup: () =>
        `<input type="radio" class="field" required name="choices[partenaires]" value="granted">
         <input type="radio" id="no" required name="choices[partenaires]" value="refused">`,
      tag: 'input.field',
      target: () => find('#no'),
    },
  ],
  [
    '<constat-choices> with a required yes/no',
    {
      markup: () => choices('notice="devis-reponse" class="field"'),
      tag: 'constat-choices',
      target: () => control('partenaires-REFUSED'),
    },
  ],
]

describe.each(REQUIRED)('%s', (_, { markup, tag, target }) => {
  const field = (): Field => fieldAt(tag)
  const layForm = (attributes = ''): Promise<void> =>
    lay(`<form id="f" ${attributes}>${markup()}<button>Send</button></form>`)

  test('holds the form until it is answered, and a no will do', async () => {
    await layForm()
    const heard: string[] = []
    for (const type of ['invalid', 'submit'])
      find('main').addEventListener(type, (event) => {
        event.preventDefault()
        heard.push(type)
      })
    const invalid: unknown[] = []
    field().addEventListener('invalid', ({ bubbles, cancelable }) => invalid.push([bubbles, cancelable]))
    expect([field().validity.valueMissing, field().matches(':invalid')]).toEqual([true, true])
    expect(field()).toHaveProperty('validationMessage', expect.stringMatching(/./))
    await userEvent.click(find('button'))
    expect(heard).toEqual([])
    expect(invalid).toEqual([[false, true]])
    expect(document.activeElement).toBe(field())
    await userEvent.click(target())
    expect([field().validity.valid, field().matches(':valid')]).toEqual([true, true])
    await userEvent.click(find('button'))
    expect(heard).toEqual(['submit'])
    expect(new FormData(formOf('f')).get('choices[partenaires]')).toBe('refused')
  })

  test('holds nothing under novalidate, and nothing while disabled', async () => {
    await layForm('novalidate')
    const sent: Event[] = []
    formOf('f').addEventListener('submit', (event) => {
      event.preventDefault()
      sent.push(event)
    })
    await userEvent.click(find('button'))
    expect(sent).toHaveLength(1)
    for (const each of document.querySelectorAll<Field>('input, constat-choices')) each.disabled = true
    expect(formOf('f').checkValidity()).toBe(true)
  })

  test('after a reset it is required again', async () => {
    await layForm()
    await userEvent.click(target())
    formOf('f').reset()
    expect(field().validity.valueMissing).toBe(true)
  })
})
