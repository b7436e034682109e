import { contrastPercent, over, parseColor } from './color.ts'

/** How a question stood on the screen at one moment; units as in core's `Observation`. */
export type Sight = {
  readonly covered: boolean
  readonly fontPx: number
  readonly opacity: number
  readonly contrast: number
  /** Whether all answers to it were drawn in boxes of one size. */
  readonly equal: boolean
}

/** The computed styles of an element and of everything that it is drawn inside, through slots and shadow roots. */
const stylesAround = (element: Element): readonly CSSStyleDeclaration[] => {
  const parent = element.assignedSlot ?? element.parentNode
  const above = parent instanceof ShadowRoot ? parent.host : parent
  return [getComputedStyle(element), ...(above instanceof Element ? stylesAround(above) : [])]
}

/** Tells the contrast × 100 of a colour with what lies behind an element, down to the browser's white. */
const contrastWithin = (styles: readonly CSSStyleDeclaration[]): ((css: string) => number) => {
  const background = styles.reduceRight(
    (below, { backgroundColor }) => over(parseColor(backgroundColor), below),
    parseColor('rgb(255,255,255)'),
  )
  return (css) => contrastPercent(over(parseColor(css), background), background)
}

/** Whether something of the page lies over the middle of the element, or the element is not drawn at all. */
const isCovered = (element: Element, host: Element): boolean => {
  const { x, y, width, height } = element.getBoundingClientRect()
  const middleX = x + width / 2
  const middleY = y + height / 2
  const root = host.getRootNode()
  return (
    !width ||
    !height ||
    // Scrolled away is not covered; how long it was in view is measured apart.
    (middleX > 0 &&
      middleY > 0 &&
      middleX < innerWidth &&
      middleY < innerHeight &&
      (root instanceof Document || root instanceof ShadowRoot) &&
      root.elementFromPoint(middleX, middleY) !== host)
  )
}

/** What an element leaves to be seen of what is drawn inside it, 0 to 1: nothing where a blur, a mask or such a filter may hide it. */
const shareLeft = ({ opacity, filter, maskImage }: CSSStyleDeclaration): number =>
  maskImage !== 'none' || /blur\((?!0px)|(opacity|brightness|contrast)\(0(\.[0-3]\d*)?\)/.test(filter)
    ? 0
    : Number(opacity)

const sizeOf = (element: Element): string => {
  const { width, height } = (element.parentElement ?? element).getBoundingClientRect()
  return [width, height].map(Math.round).join()
}

/**
 * Looks at a question as drawn: its label and its controls, inside the shadow root of `host` (widget.md 4.7). What
 * `checkVisibility` and IntersectionObserver miss is found here: overlays, ancestors' opacity, filters, masks
 * and scale, text colour. An overlay with `pointer-events: none` is not.
 */
export const lookAt = (label: HTMLElement, controls: readonly Element[], host: Element): Sight => {
  const styles = stylesAround(label)
  const { fontSize, color } = getComputedStyle(label)
  const [yes, no = yes] = controls.map(sizeOf)
  return {
    covered: [label, ...controls].some((element) => isCovered(element, host)),
    // The size that meets the eye: what an ancestor's `scale` leaves of the computed one.
    fontPx:
      Math.round((parseFloat(fontSize) * label.getBoundingClientRect().height) / label.offsetHeight) || 0,
    opacity: Math.round(100 * styles.reduce((product, style) => product * shareLeft(style), 1)),
    contrast: contrastWithin(styles)(color),
    equal: yes === no,
  }
}

/** Whether the site's colours leave text, links and messages under 4.5:1, or the focus ring under 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
export const isIllegible = (base: Element): boolean => {
  const contrast = contrastWithin(stylesAround(base))
  const { color, caretColor, textDecorationColor, outlineColor } = getComputedStyle(base)
  return (
    Math.min(contrast(outlineColor) * 1.5, ...[color, caretColor, textDecorationColor].map(contrast)) < 450
  )
}
