import { html, render } from 'lit/html.js'
import { keptReceipts } from './delivery/kept-receipt.ts'
import type { Receipt } from './delivery/record.ts'
import { languageAround } from './element/host.ts'
import { now, openOutboxSoon } from './element/page.ts'
import { PageElement, reflect, takeOwnProperties } from './element/reflect.ts'
import { checkWord, report } from './report.ts'
import { drawReceipt } from './view/notice.ts'
import { adoptSheet } from './view/styles.ts'
import { directionOf, drawings, spokenFor, textsFor } from './view/texts/index.ts'
import { WIDGET_VERSION } from './widget-build.ts'

/**
 * After submit: the number of the receipt, the link by which the person sees and withdraws what she answered, and a button to
 * print them. It shows the receipt that the site gives it, else those of what this tab submitted last, one for each element of its page.
 *
 * @element constat-receipt
 * @attr {string} number - the receipt's number, where the site knows it
 * @attr {string} manage-url - the receipt's link, where the site knows it
 * @attr {string} lang - language to show the receipt in, also when it changes; without it that of what is around at first
 * @attr {"auto"|"light"|"dark"|"dsfr"} theme - "auto", as without it, follows the page's color-scheme
 * @slot - shown until there is a receipt
 * @csspart base - the whole
 * @csspart link - the link
 * @cssstate recorded - a receipt is shown
 * @cssprop --constat-color - text
 * @cssprop --constat-background - behind it
 * @cssprop --constat-accent - links, summaries and controls
 * @cssprop --constat-border - borders
 * @cssprop --constat-radius - corners, at most 24px
 * @cssprop --constat-space - inner distances, 4px to 48px
 * @cssprop --constat-font-family - typeface
 * @cssprop --constat-focus - focus ring
 * @cssprop --constat-error - error messages
 */
export class ConstatReceiptElement extends PageElement {
  static readonly tag = 'constat-receipt'
  /** The release that this class is of. */
  static readonly version = WIDGET_VERSION
  static readonly observedAttributes = [
    ...reflect(ConstatReceiptElement.prototype, ['number', 'manage-url', 'theme']),
    'lang',
  ]

  /** The receipt's number, where the site knows it. */
  declare number: string | null
  /** The receipt's link, where the site knows it. */
  declare manageUrl: string | null
  /** `auto` (as without it), `light`, `dark` or `dsfr`. */
  declare theme: string | null

  readonly #internals = this.attachInternals()
  readonly #root = this.attachShadow({ mode: 'open' })
  readonly #draw = (): void => {
    const receipts = this.#receipts()
    const lang = languageAround(this)
    const texts = textsFor(lang)
    this.#internals.states[receipts[0] ? 'add' : 'delete']('recorded')
    render(
      receipts[0]
        ? html`<section
            part="base"
            lang=${spokenFor(lang)}
            dir=${directionOf(spokenFor(lang))}
            aria-label=${texts.recorded}
          >
            ${receipts.map((receipt) => html`<p>${drawReceipt(receipt, texts)}</p>`)}
            <button type="button">${texts.print}</button>
          </section>`
        : html`<slot></slot>`,
      this.#root,
    )
  }

  constructor() {
    super()
    // It may come long after the page, or after what the person did. Assigned, since the manifest would name a property of the element.
    Object.assign(this.#internals, { role: 'status' })
    this.#root.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement) print()
    })
  }

  /** The receipt that is shown, of several the last; null while there is none. */
  get receipt(): Receipt | null {
    return this.#receipts().at(-1) ?? null
  }

  connectedCallback(): void {
    takeOwnProperties(this)
    if (!this.number !== !this.manageUrl) report(this, 'number and manage-url go together: set both.')
    adoptSheet(this.#root)
    document.addEventListener('constat-recorded', this.#draw)
    drawings.add(this.#draw)
    openOutboxSoon()
    this.#draw()
  }

  disconnectedCallback(): void {
    document.removeEventListener('constat-recorded', this.#draw)
    drawings.delete(this.#draw)
  }

  attributeChangedCallback(attribute: string, _: string | null, after: string | null): void {
    checkWord(this, attribute, after)
    this.#draw()
  }

  #receipts(): readonly Receipt[] {
    const { number, manageUrl } = this
    return number && manageUrl ? [{ id: number, manageUrl }] : keptReceipts(now())
  }
}
