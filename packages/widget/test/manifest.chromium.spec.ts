import type { Page } from '@playwright/test'
import { buildManifest, elementsIn } from '#manifest'
import { expect, test, type Site } from './site.ts'

/** What an element was seen to do and to be, each in order of the alphabet. */
type Seen = {
  readonly members: readonly string[]
  readonly events: readonly string[]
  readonly states: readonly string[]
  readonly parts: readonly string[]
  readonly properties: readonly string[]
}

// Notes every event fired at, and every state entered by, an element of ours.
const RECORDER = `
  window.seen = { events: {}, states: {} }
  const note = (kind, tag, name) => (seen[kind][tag] ??= new Set()).add(name)
  const isOurs = (target) => target instanceof Element && target.localName.startsWith('constat-')
  const { dispatchEvent } = EventTarget.prototype
  EventTarget.prototype.dispatchEvent = function (event) {
    if (isOurs(this)) note('events', this.localName, event.type)
    return dispatchEvent.call(this, event)
  }
  for (const type of ['input', 'change'])
    document.addEventListener(type, ({ target }) => isOurs(target) && note('events', target.localName, type), true)
  const owners = new WeakMap()
  const { attachInternals } = HTMLElement.prototype
  HTMLElement.prototype.attachInternals = function () {
    const internals = attachInternals.call(this)
    owners.set(internals.states, this.localName)
    return internals
  }
  const { add } = CustomStateSet.prototype
  CustomStateSet.prototype.add = function (state) {
    note('states', owners.get(this), state)
    return add.call(this, state)
  }`

const look = (page: Page): Promise<{ readonly [tag: string]: Seen }> =>
  page.evaluate(`(() => {
    const sorted = (values) => [...new Set(values)].sort()
    const membersOf = (element) => {
      const names = []
      for (let at = Object.getPrototypeOf(element); at !== HTMLElement.prototype; at = Object.getPrototypeOf(at))
        names.push(...Object.getOwnPropertyNames(at))
      return sorted(names.filter((name) => name !== 'constructor' && !/Callback$|^_/.test(name)))
    }
    return Object.fromEntries(['constat-choices', 'constat-notice', 'constat-receipt'].map((tag) => {
      const elements = [...document.querySelectorAll(tag)]
      const [element] = elements
      const css = element.shadowRoot.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join()
      return [tag, {
        members: membersOf(element),
        events: sorted(seen.events[tag] ?? []),
        states: sorted(seen.states[tag] ?? []),
        parts: sorted(elements.flatMap((each) => [...each.shadowRoot.querySelectorAll('[part]')]).flatMap((each) => [...each.part])),
        properties: sorted([...css.matchAll(/var\\(\\s*(--constat-[a-z-]+)/g)].map(([, name]) => name)),
      }]
    }))
  })()`)

const TAGS = `
  <constat-choices server="/graphql" site-key="k" notice="devis" required></constat-choices>
  <constat-notice server="/graphql" site-key="k" notice="devis"></constat-notice>
  <constat-receipt></constat-receipt>`

const FORM = `<p><label>Téléphone <input name="tel" type="tel"></label></p>
  <p><label>E-mail <input name="email" type="email"></label></p>${TAGS}`

/** Every state that there is: drawn, seen, refused as incomplete, sent in an outage, recorded, brought back. */
const liveThrough = async (page: Page, site: Site): Promise<void> => {
  await page.goto(
    site.serve({
      form: FORM,
      script: `document.addEventListener('submit', (event) => event.preventDefault())`,
    }),
  )
  const send = page.getByRole('button', { name: 'Envoyer' })
  await page.waitForFunction(`seen.events['constat-choices']?.has('constat-shown')`)
  await send.click()
  await page.waitForFunction(`document.querySelector('constat-choices').matches(':state(invalid)')`)
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@example.fr')
  site.outage = true
  await page.getByRole('radio', { name: 'Oui' }).check()
  await send.click()
  await page.waitForFunction(`document.querySelector('constat-choices').phase === 'queued'`)
  site.outage = false
  await page.getByRole('radio', { name: 'Non' }).check()
  await send.click()
  await page.waitForFunction(`document.querySelector('constat-choices').phase === 'recorded'`)
  await page.evaluate(`document.querySelector('constat-choices').formStateRestoreCallback('', 'restore')`)
}

/** And that in which nothing can be shown. */
const fail = async (page: Page): Promise<void> => {
  await page.evaluate(
    `for (const each of document.querySelectorAll('constat-choices, constat-notice')) each.cloneNode(true)`,
  )
  await page.evaluate(`for (const each of document.querySelectorAll('constat-choices, constat-notice')) {
    const other = each.cloneNode(true)
    other.setAttribute('notice', 'unknown-notice')
    each.after(other)
  }`)
  await page.waitForFunction(
    `[...document.querySelectorAll('[notice=unknown-notice]')].every(({ phase }) => phase === 'error')`,
  )
}

test('elements have the members, fire the events, enter the states and show the parts that the manifest declares, and no others', async ({
  page,
  site,
}) => {
  await page.addInitScript(RECORDER)
  await liveThrough(page, site)
  const drawn = await look(page)
  site.answers.notice = null
  await fail(page)
  const failed = await look(page)
  const names = (of: readonly { readonly name: string }[] = []) => of.map(({ name }) => name).toSorted()
  for (const { tagName = '', members, events, cssStates, cssParts, cssProperties } of elementsIn(
    await buildManifest(),
  ))
    expect.soft({ ...failed[tagName], parts: drawn[tagName]?.parts }, tagName).toEqual({
      members: names(members),
      events: names(events),
      states: names(cssStates),
      parts: names(cssParts),
      properties: names(cssProperties),
    })
})
