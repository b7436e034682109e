import { html, render, type TemplateResult } from 'lit/html.js'
import { Trouble, type Site } from '../delivery/ask.ts'
import { loadNotice, takeNotice, type NoticeData, type PublishedNotice } from '../delivery/notice.ts'
import { ConstatErrorEvent } from '../events.ts'
import { isIllegible } from '../observation/sight.ts'
import { report } from '../report.ts'
import { adoptSheet } from '../view/styles.ts'
import { drawings, languageOf, spokenFor, textsFor } from '../view/texts/index.ts'
import type { Phase } from './phase.ts'
import { setAttribute } from './reflect.ts'

/** The element as its host needs it. */
export type HostElement = HTMLElement & {
  readonly server: string | null
  readonly siteKey: string | null
  readonly notice: string | null
}

/** What an element does with the notice that its host loads. */
export type HostEvents = {
  /** Another notice is to be shown, or none. */
  readonly onNotice: (notice: PublishedNotice | null) => void
  readonly template: (notice: PublishedNotice, plain: boolean) => TemplateResult
  /** The host is about to draw, or has drawn. */
  readonly onDraw?: (isDrawn: boolean) => void
}

/** Loads a notice for an element and draws it in its shadow root; until it can, the fallback stays. */
export type Host = {
  readonly root: ShadowRoot
  readonly phase: Phase
  readonly site: () => Site
  /** Whether the colours of the page are too weak, and the system's stand in. */
  readonly isPlain: boolean
  /** Whether the person had answered the fallback, or another version, when the notice took its place. */
  readonly isLate: boolean
  readonly data: NoticeData | null
  readonly setData: (data: NoticeData | null) => void
  readonly enter: (phase: Phase) => void
  readonly draw: () => void
  /** Loads the notice anew; `fresh` passes over what page and browser have at hand, and leaves what is shown until the other is there. */
  readonly load: (fresh?: boolean) => Promise<void>
  /** Tells page and developer; where the server knows no such notice, the fallback takes its place. */
  readonly complain: (trouble: unknown) => void
  readonly connect: () => void
  readonly disconnect: () => void
}

const HELD = 'data-held'
// Whatever can be in a form, and is not held: in the form of an id that none has. Firefox takes an empty one for no attribute.
const FREE = `:is(:enabled,:disabled):not([${HELD}][form=${HELD}])`

// By then the file of a language that the page loads is there.
const WORDS_BY_MS = 2000

/** The language of the page where an element stands, shadow roots or not; where the page does not tell, that of the browser. */
export const languageAround = (element: Element): string => {
  const root = element.getRootNode()
  return (
    element.closest('[lang]')?.getAttribute('lang') ||
    (root instanceof ShadowRoot ? languageAround(root.host) : navigator.language)
  )
}

/** Opens the host of an element that is being made. */
export const openHost = (
  element: HostElement,
  { states }: ElementInternals,
  now: () => number,
  { onNotice, onDraw, template }: HostEvents,
): Host => {
  const root = element.attachShadow({ mode: 'open' })
  let notice: PublishedNotice | null = null
  let turns = 0
  let isStale = true
  let block: string | undefined
  let focused: string | undefined

  // What she answered to one text is no answer to another: she is told.
  const isAnswered = (): boolean => root.querySelector(':checked') !== null
  const blockText = (): string | undefined =>
    element.querySelector('script[type="application/json"]')?.textContent
  // The address that it has here: what waits in the browser goes from other pages, too.
  const site = (): Site => ({
    server: (element.server && URL.parse(element.server, element.baseURI)?.href) ?? element.server ?? '',
    key: element.siteKey ?? '',
  })
  // Inputs left in the light DOM are submitted though not drawn (widget.md, finding 4). While a notice stands in their place they are in
  // no form, so that nothing that a page does to the fields of its form brings them back: none is sent, and none that is required holds it.
  // They answer until then and where the notice cannot, unticked, were it only that a page gave one back to its form just before it sends
  // it. The mark keeps what form they named, and goes along where the element is cloned. What its site ticked was never the person's answer.
  const hold = (): void => {
    for (const control of element.querySelectorAll<HTMLInputElement>('[checked]')) {
      // For `constat-fallback` of the axe rules, which tells the developer.
      control.dataset['heldChecked'] = ''
      control.removeAttribute('checked')
    }
    // What a page parsed by script: there it holds elements.
    for (const control of element.querySelectorAll<HTMLInputElement>('noscript input'))
      control.disabled = true
    const isHeld = !/loading|error/.test(host.phase)
    const input = isHeld && element.querySelector<HTMLInputElement>('input:focus')
    if (input) focused = /\[(.*)\]/.exec(input.name)?.[1]
    for (const control of element.querySelectorAll<HTMLInputElement>(isHeld ? FREE : `[${HELD}]`)) {
      if (isHeld && control.checked) host.isLate = true
      control.checked = false
      const form = control.getAttribute(isHeld ? 'form' : HELD) ?? ''
      setAttribute(control, HELD, isHeld ? form : null)
      setAttribute(control, 'form', isHeld ? HELD : form || null)
    }
  }
  const enter = (next: Phase): void => {
    states.delete(host.phase)
    host.phase = next
    states.add(next)
    hold()
  }
  const draw = (): void => {
    onDraw?.(false)
    render(
      notice
        ? template(notice, host.isPlain)
        : html`<slot></slot>
            <p role="status" lang=${spokenFor(languageAround(element))}>
              ${host.phase === 'loading' ? textsFor(languageAround(element)).loading : ''}
            </p>`,
      root,
    )
    // The words around the notice may be in another language than it.
    for (const shown of root.querySelectorAll<HTMLElement>('[data-shown]'))
      shown.lang = notice?.document.locale ?? ''
    onDraw?.(true)
    const base = root.querySelector('[part=base]')
    // Out of the page it has no colours.
    if (!base?.isConnected || host.isPlain || !isIllegible(base)) return
    // The page's colours are given up for as long as this notice stands.
    host.isPlain = true
    report(element, 'Tokens of contrast under 4.5:1: system colours stand in.')
    draw()
  }
  const show = (next: PublishedNotice | null): void => {
    if (root.activeElement instanceof HTMLInputElement) focused = root.activeElement.name
    notice = next
    host.isPlain = false
    onNotice(next)
    draw()
    if (!next) return
    const { activeElement, body } = document
    // Where the person was answering the fallback or another version, she goes on at the same question.
    if (!root.activeElement && (!activeElement || activeElement === body || element.contains(activeElement)))
      [...root.querySelectorAll('input')].find(({ name }) => name === focused)?.focus()
    focused = undefined
    const { locale } = next.document
    setTimeout(() => {
      if (spokenFor(locale) !== locale)
        report(element, `Load constat.${languageOf(locale)}.js for its words.`)
    }, WORDS_BY_MS)
  }
  const complain = (trouble: unknown): void => {
    const { message, cause } =
      trouble instanceof Trouble ? trouble : new Trouble('NOTICE_UNKNOWN', String(trouble))
    if (host.phase === 'loading' || cause === 'NOTICE_UNKNOWN') {
      enter('error')
      show(null)
    }
    report(element, message)
    element.dispatchEvent(new ConstatErrorEvent(cause))
  }
  const load = async (fresh = false): Promise<void> => {
    const turn = ++turns
    isStale = true
    // Once for all attributes that change together.
    await Promise.resolve()
    if (turn !== turns || !element.isConnected) return
    isStale = false
    host.isLate = isAnswered()
    if (!fresh) {
      enter('loading')
      show(null)
    }
    block = blockText()
    try {
      const atHand: unknown = fresh ? null : (host.data ?? JSON.parse(block ?? 'null'))
      // As for a notice that is loaded.
      const loaded = await (atHand instanceof Object
        ? takeNotice(atHand)
        : loadNotice(
            site(),
            element.notice ?? '',
            languageAround(element),
            now,
            fresh ? 'reload' : 'default',
          ))
      // Something between here and the server keeps the old one: it is captured for what it is.
      if (turn !== turns || (fresh && loaded.sha256 === notice?.sha256)) return
      host.isLate ||= isAnswered()
      enter('ready')
      show(loaded)
    } catch (error) {
      if (turn === turns) complain(error)
    }
  }
  const children = new MutationObserver(() => {
    hold()
    // Where the script came first, the parser brings the data block later.
    if (!notice && blockText() !== block) void load()
  })

  const host: { -readonly [Member in keyof Host]: Host[Member] } = {
    root,
    phase: 'loading',
    site,
    isPlain: false,
    isLate: false,
    data: null,
    setData: (next) => {
      const given = host.data ?? (next && notice)
      host.data = next
      // A framework gives what it has again each time it draws; of the same version nothing that was answered is lost.
      if (!given !== !next || given?.sha256 !== next?.sha256) void load()
    },
    enter,
    draw,
    load,
    complain,
    connect: () => {
      adoptSheet(root)
      drawings.add(draw)
      children.observe(element, {
        childList: true,
        subtree: true,
        attributeFilter: ['form', 'checked', HELD],
      })
      if (isStale) void load()
      else hold()
    },
    disconnect: () => {
      drawings.delete(draw)
      children.disconnect()
    },
  }
  return host
}
