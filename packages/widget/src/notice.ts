import type { NoticeData } from './delivery/notice.ts'
import { openHost } from './element/host.ts'
import { now } from './element/page.ts'
import type { Phase } from './element/phase.ts'
import { PageElement, reflect, takeOwnProperties } from './element/reflect.ts'
import { ConstatReadyEvent } from './events.ts'
import { checkWord } from './report.ts'
import { drawNotice } from './view/notice.ts'
import { WIDGET_VERSION } from './widget-build.ts'

/**
 * The information of a notice alone, in layers (GDPR art. 13): for a page that asks nothing, or asks elsewhere.
 *
 * @element constat-notice
 * @attr {string} server - URL of the GraphQL endpoint
 * @attr {string} site-key - the site's public key; the server binds it to the site's origins
 * @attr {string} notice - key of the notice; its latest published version in the page's language is shown, else in one of the person's, else in that published first
 * @attr {string} lang - language to show the notice in, also when it changes; without it that of what is around at first, or of the browser
 * @attr {"auto"|"light"|"dark"|"dsfr"} theme - "auto", as without it, follows the page's color-scheme
 * @fires {ConstatReadyEvent} constat-ready - the notice is drawn
 * @fires {ConstatErrorEvent} constat-error - the notice cannot be shown; the fallback stays
 * @slot - the fallback: shown until the notice is drawn and when it cannot be
 * @csspart base - the whole
 * @csspart legend - its title
 * @csspart layer - information to open
 * @csspart summary - the title of a layer
 * @csspart status - empty here, where choices say what became of the answers
 * @csspart link - a link
 * @cssstate loading - the notice is on its way
 * @cssstate ready - the notice is drawn
 * @cssstate error - the fallback stays
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
export class ConstatNoticeElement extends PageElement {
  static readonly tag = 'constat-notice'
  /** The release that this class is of. */
  static readonly version = WIDGET_VERSION
  static readonly observedAttributes = [
    ...reflect(ConstatNoticeElement.prototype, ['server', 'site-key', 'notice', 'theme']),
    'lang',
  ]

  /** URL of the GraphQL endpoint. */
  declare server: string | null
  /** The site's public key. */
  declare siteKey: string | null
  /** Key of the notice. */
  declare notice: string | null
  /** `auto` (as without it), `light`, `dark` or `dsfr`. */
  declare theme: string | null

  readonly #host = openHost(this, this.attachInternals(), now, {
    onNotice: (notice) => {
      if (notice) queueMicrotask(() => this.dispatchEvent(new ConstatReadyEvent()))
    },
    template: ({ document }, isPlain) => drawNotice(document, isPlain),
  })

  /** Where the element stands. */
  get phase(): Phase {
    return this.#host.phase
  }

  /** A notice version that the page has at hand, as the server's `notice` answered it; as a child, a JSON data block. */
  get data(): NoticeData | null {
    return this.#host.data
  }

  set data(data: NoticeData | null) {
    this.#host.setData(data)
  }

  connectedCallback(): void {
    takeOwnProperties(this)
    this.#host.connect()
  }

  disconnectedCallback(): void {
    this.#host.disconnect()
  }

  attributeChangedCallback(attribute: string, before: string | null, after: string | null): void {
    checkWord(this, attribute, after)
    if (before === after) return
    if (attribute === 'theme') this.#host.draw()
    else void this.#host.load()
  }
}
