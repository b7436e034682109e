import { aroundOf, isDocument, isElement, isShadow, stylesAround } from './effects.ts'

// A layer, since of important declarations those in one win over those in none, however specific; an engine that does not know
// a pseudo-element passes over the whole of its rule.
const REACH =
  '@layer{*,:before,:after{pointer-events:auto!important;interactivity:auto!important;transition-behavior:normal!important}::view-transition{pointer-events:auto!important}}'

/**
 * Looks while what takes no clicks can be hit like anything else of the document that an element stands in. Nothing is drawn
 * meanwhile; to compute its styles twice takes about a microsecond for each element in Firefox, ten times as long in Chromium.
 */
export const withinReach = <T>(host: Element, look: () => T): T => {
  const { adoptedStyleSheets, defaultView } = host.ownerDocument
  // A document takes no sheet that another's window made.
  const sheet = new (defaultView ?? window).CSSStyleSheet()
  sheet.replaceSync(REACH)
  adoptedStyleSheets.push(sheet)
  try {
    return look()
  } finally {
    // First what keeps the page's transitions from giving it back by and by stands alone: to say nothing is to say no `auto`.
    sheet.replaceSync(REACH.replaceAll('auto', ''))
    host.getClientRects()
    adoptedStyleSheets.pop()
  }
}

/** An element and each in whose shadow it stands: of what lies outside a shadow root Firefox tells it nothing. */
const inRoots = (element: Element): readonly (readonly [Element, Document | ShadowRoot])[] => {
  const root = element.getRootNode()
  if (isShadow(root)) return [[element, root], ...inRoots(root.host)]
  return isDocument(root) ? [[element, root]] : []
}

// Under a scroll bar, and by rounding at the very edge, nothing is found; a page too wide for a phone is larger than its `clientWidth`.
const SCROLL_BAR_PX = 20
const EDGE_PX = 1

// Less than a word is wide.
const STEP_PX = 24

// What lies over a quarter of a question is missed by one glance of ten.
const GLANCED_POINTS = 8

/** Points along a line that nobody knows before; not at its very top or foot, where a page could leave a slit in what it lays over a text. */
const pointsOf = ({ x, y, width, height }: DOMRect): readonly (readonly [x: number, y: number])[] =>
  Array.from({ length: height && Math.ceil(width / STEP_PX) }, (_, at) => [
    x + at * STEP_PX + Math.random() * Math.min(STEP_PX, width - at * STEP_PX),
    y + height * (0.1 + 0.8 * Math.random()),
  ])

/** Whether the backdrop of a popover, which takes no clicks whatever a page says of it, may hide what lies under it. */
const isVeiled = (popover: Element): boolean => {
  const {
    backgroundColor,
    backgroundImage,
    backdropFilter,
    boxShadow,
    borderWidth,
    borderStyle,
    outlineWidth,
    outlineStyle,
  } = getComputedStyle(popover, '::backdrop')
  return [
    backgroundColor,
    backgroundImage,
    backdropFilter,
    boxShadow,
    // Resets give a border a style and no width, browsers an outline a width and no style.
    borderWidth + borderStyle,
    outlineWidth + outlineStyle,
  ].some((value) => !/^([\d.px]*none|0px\w*|rgba\(0, 0, 0, 0\))?$/.test(value))
}

/** The popovers that are open beside an element. */
const popoversBeside = (host: Element): readonly Element[] =>
  inRoots(host).flatMap(([element, root]) =>
    [...root.querySelectorAll(':popover-open')].filter((popover) => !popover.contains(element)),
  )

/** Whether a popover lies beside an element and hides nothing: a browser that computes itself what can be seen takes its backdrop for a cover. */
export const isUnveiled = (host: Element): boolean => {
  const beside = popoversBeside(host)
  return beside.length > 0 && !beside.some(isVeiled)
}

/** Whether what is hit is not faded out. */
const isDrawn = (element: Element | null): boolean =>
  element !== null && stylesAround(element).every(({ opacity }) => opacity !== '0')

/**
 * Whether a person scrolls to a height of the window within what an element stands in, as in the body of a dialog. What is hit there, beyond
 * the edge, is not held by it; at the very edge both are found. Out of the window, where nothing can be hit, the window is scrolled as well.
 */
const isScrolledAway = (around: Element | null, y: number, isHit?: boolean): boolean => {
  if (!isElement(around)) return false
  const { documentElement, body } = around.ownerDocument
  // What these are said to scroll the window does, or the one of them in the other.
  if (around.matches('html,body'))
    return (
      isHit === undefined &&
      [documentElement, body].some(
        ({ scrollTop, scrollHeight }) => y > -scrollTop && y < scrollHeight - scrollTop,
      )
    )
  const { top, height } = around.getBoundingClientRect()
  const { clientTop, clientHeight, offsetHeight, offsetParent, scrollTop, scrollHeight } = around
  const { overflowY, position } = getComputedStyle(around)
  const at = ((y - top) * offsetHeight) / height - clientTop
  const beyond = Math.max(-at, at - clientHeight)
  return (
    (/auto|scroll/.test(overflowY) &&
      beyond > -EDGE_PX &&
      (!isHit || beyond < EDGE_PX) &&
      at > -scrollTop &&
      at < scrollHeight - scrollTop) ||
    // Only what it is placed in scrolls it.
    (position !== 'fixed' &&
      isScrolledAway(position === 'absolute' ? offsetParent : aroundOf(around), y, isHit))
  )
}

/**
 * Whether something of the page lies over something that `host` draws, its controls or its texts, each of these in boxes, or one of them has
 * none. A glance looks at some points of them all.
 */
export const isCovered = (
  controls: readonly DOMRect[],
  texts: readonly (readonly DOMRect[])[],
  host: Element,
  isGlance: boolean,
): boolean => {
  const { defaultView, scrollingElement, documentElement } = host.ownerDocument
  const { innerWidth, innerHeight } = defaultView ?? window
  const { clientWidth, clientHeight } = scrollingElement ?? documentElement
  const roots = inRoots(host)
  const points = [...controls.map(pointsOf), ...texts.map((boxes) => boxes.flatMap(pointsOf))]
  // Who answers by keys has the control in view.
  const all = points.flatMap((each, index) =>
    each.map(([x, y]) => [x, y, isGlance || index >= controls.length] as const),
  )
  return (
    points.some((each) => !each.length) ||
    !roots.length ||
    popoversBeside(host).some(isVeiled) ||
    all
      .filter(() => !isGlance || Math.random() * all.length < GLANCED_POINTS)
      .some(([x, y, mayBeAway]) => {
        // Scrolled away is not covered; how long it was in view is measured apart. What is beside the window was put there.
        if (y < 0 || y > Math.max(clientHeight - EDGE_PX, innerHeight - SCROLL_BAR_PX))
          return !isScrolledAway(aroundOf(host), y)
        if (x < 0 || x > Math.max(clientWidth - EDGE_PX, innerWidth - SCROLL_BAR_PX))
          return x < -SCROLL_BAR_PX || x > innerWidth
        return roots.some(([element, root]) => {
          const top = root.elementFromPoint(x, y)
          if (top === element) return false
          const hit = [top, ...root.elementsFromPoint(x, y)]
          return (
            hit.find(isDrawn) !== element &&
            !(mayBeAway && isScrolledAway(aroundOf(host), y, hit.includes(element)))
          )
        })
      })
  )
}
