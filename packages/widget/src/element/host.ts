import { html, render, type TemplateResult } from 'lit/html.js'
import { refused, type Outcome, type Site, type Trouble } from '../delivery/ask.ts'
import { loadNotice, takeNotice, type NoticeData, type PublishedNotice } from '../delivery/notice.ts'
import { ConstatErrorEvent } from '../events.ts'
import { isIllegible } from '../observation/sight.ts'
import { report } from '../report.ts'
import { styleSheet } from '../view/styles.ts'
import { drawings, textsFor } from '../view/texts/index.ts'
import { fallbackInputs } from './fallback-inputs.ts'
import { mark, type Phase } from './phase.ts'

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
}

/** Loads a notice for an element and draws it in its shadow root; until it can, the fallback stays. */
export type Host = {
  readonly root: ShadowRoot
  readonly phase: Phase
  readonly site: Site
  readonly plain: boolean
  readonly data: NoticeData | null
  readonly setData: (data: NoticeData | null) => void
  readonly enter: (phase: Phase) => void
  readonly draw: () => void
  /** Loads the notice anew; `fresh` passes over what the page has at hand. */
  readonly load: (fresh?: boolean) => void
  readonly complain: (trouble: Trouble) => void
  readonly connect: () => void
  readonly disconnect: () => void
}

/** The language of the page where an element stands. */
export const languageAround = (element: Element): string =>
  element.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang

const BLOCK = 'script[type="application/json"]'

/** Opens the host of an element that is being made. */
export const openHost = (
  element: HostElement,
  internals: ElementInternals,
  now: () => number,
  { onNotice, template }: HostEvents,
): Host => {
  const root = element.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [styleSheet()]
  const fallback = fallbackInputs(element)
  let phase: Phase = 'loading'
  let data: NoticeData | null = null
  let notice: PublishedNotice | null = null
  let plain = false
  let loads = 0
  let isDue = true
  let block: string | undefined

  const blockText = (): string | undefined => element.querySelector(BLOCK)?.textContent
  const site = (): Site => ({ server: element.server ?? '', key: element.siteKey ?? '' })
  const hold = (): void => {
    if (phase !== 'error') fallback.hold()
  }
  const enter = (next: Phase): void => {
    mark(internals, phase, false)
    phase = next
    mark(internals, phase, true)
    hold()
  }
  const draw = (): void => {
    const { loading } = textsFor(languageAround(element))
    const base = (): TemplateResult =>
      notice
        ? template(notice, plain)
        : html`<slot></slot>
            <p class="quiet" role="status">${phase === 'loading' ? loading : ''}</p>`
    render(base(), root)
    const drawn = root.querySelector('[part=base]')
    if (!drawn || plain || !isIllegible(drawn)) return
    // The page's colours are given up for as long as this notice stands.
    plain = true
    report(element, 'The colours given leave a contrast under 4.5:1; the system colours stand in.')
    render(base(), root)
  }
  const complain = ({ cause, message }: Trouble): void => {
    report(element, message)
    element.dispatchEvent(new ConstatErrorEvent(cause))
  }
  const fetchNotice = async (fresh: boolean): Promise<Outcome<PublishedNotice>> => {
    block = blockText()
    try {
      const atHand: unknown = fresh ? null : (data ?? JSON.parse(block ?? 'null'))
      if (atHand && typeof atHand === 'object') return await takeNotice(atHand)
      return await loadNotice(site(), element.notice ?? '', languageAround(element), now)
    } catch (error) {
      return refused('NOTICE_UNKNOWN', `The notice cannot be read: ${String(error)}`)
    }
  }
  const show = (next: PublishedNotice | null): void => {
    notice = next
    plain = false
    onNotice(next)
    draw()
  }
  const begin = async (fresh: boolean): Promise<void> => {
    const load = ++loads
    enter('loading')
    show(null)
    let outcome = await fetchNotice(fresh)
    if (load !== loads) return
    if (outcome.ok)
      try {
        enter('ready')
        return show(outcome.value)
      } catch (error) {
        outcome = refused('NOTICE_UNKNOWN', `The notice cannot be drawn: ${String(error)}`)
        show(null)
      }
    enter('error')
    fallback.release()
    draw()
    complain(outcome.trouble)
  }
  const load = (fresh = false): void => {
    loads++
    isDue = true
    // Once for all attributes that change together.
    queueMicrotask(() => {
      if (!isDue || !element.isConnected) return
      isDue = false
      void begin(fresh)
    })
  }
  const children = new MutationObserver(() => {
    hold()
    // Where the script came first, the parser brings the block later.
    if (!notice && blockText() !== block) load()
  })

  return {
    root,
    get phase() {
      return phase
    },
    get site() {
      return site()
    },
    get plain() {
      return plain
    },
    get data() {
      return data
    },
    setData: (next) => {
      data = next
      load()
    },
    enter,
    draw,
    load,
    complain,
    connect: () => {
      drawings.add(draw)
      hold()
      children.observe(element, { childList: true, subtree: true })
      if (isDue) load()
    },
    disconnect: () => {
      drawings.delete(draw)
      children.disconnect()
    },
  }
}
