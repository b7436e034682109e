import { contrastPercent, over, parseColor } from './color.ts'

/** How a question stood on the screen at one moment; units as in core's `Observation`. */
export type Sight = {
  readonly covered: boolean
  readonly fontPx: number
  readonly opacity: number
  readonly contrast: number
}

/** The element and everything that it is drawn inside, through slots and shadow roots. */
const flatAncestors = (element: Element): readonly Element[] => {
  const parent = element.assignedSlot ?? element.parentNode
  const above = parent instanceof ShadowRoot ? parent.host : parent
  return above instanceof Element ? [element, ...flatAncestors(above)] : [element]
}

/** Whether something of the page lies over the middle of the element, or the element is not drawn at all. */
const isCovered = (element: Element, host: Element): boolean => {
  const { x, y, width, height } = element.getBoundingClientRect()
  if (width === 0 || height === 0) return true
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  // Scrolled away is not covered; how long it was in view is measured apart.
  if (middleX < 0 || middleY < 0 || middleX > innerWidth || middleY > innerHeight) return false
  const root = host.getRootNode()
  return (
    !(root instanceof Document || root instanceof ShadowRoot) ||
    root.elementFromPoint(middleX, middleY) !== host
  )
}

/** The font size that meets the eye: what an ancestor's `scale` leaves of the computed one. */
const fontPx = (label: HTMLElement, style: CSSStyleDeclaration): number =>
  label.offsetHeight === 0
    ? 0
    : Math.round((parseFloat(style.fontSize) * label.getBoundingClientRect().height) / label.offsetHeight)

/**
 * Looks at a question as drawn: its label and its controls, inside the shadow root of `host` (widget.md 4.7). What
 * `checkVisibility` and IntersectionObserver miss is found here: overlays, ancestors' opacity and scale, text
 * colour. An overlay with `pointer-events: none` is not.
 */
export const lookAt = (label: HTMLElement, controls: readonly Element[], host: Element): Sight => {
  const ancestors = flatAncestors(label).map((element) => getComputedStyle(element))
  const style = getComputedStyle(label)
  const background = ancestors
    .map((each) => parseColor(each.backgroundColor))
    .reduceRight((below, color) => over(color, below), parseColor('rgb(255, 255, 255)'))
  return {
    covered: [label, ...controls].some((element) => isCovered(element, host)),
    fontPx: fontPx(label, style),
    opacity: Math.round(100 * ancestors.reduce((product, each) => product * Number(each.opacity), 1)),
    contrast: contrastPercent(over(parseColor(style.color), background), background),
  }
}
