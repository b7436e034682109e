// By `nodeType`: of a node of another frame's document this one's classes are not the classes.
export const isElement = (node: Node | null): node is HTMLElement => node?.nodeType === 1
export const isShadow = (node: Node | null): node is ShadowRoot => node?.nodeType === 11
export const isDocument = (node: Node | null): node is Document => node?.nodeType === 9

/** The element that one is drawn inside, through slots, shadow roots and frames of one origin. */
export const aroundOf = (element: Element): HTMLElement | null => {
  const parent = element.assignedSlot ?? element.parentNode
  const inside = isShadow(parent) ? parent.host : parent
  const above = isDocument(inside) ? (inside.defaultView?.frameElement ?? null) : inside
  return isElement(above) ? above : null
}

/** The computed styles of an element and of everything that it is drawn inside, where that has a box. */
export const stylesAround = (element: Element): readonly CSSStyleDeclaration[] => {
  // What is in the top layer is drawn inside nothing of its document.
  const isOnTop = element.matches(':is(:modal,:popover-open,:fullscreen)')
  const around = aroundOf(isOnTop ? element.ownerDocument.documentElement : element)
  const style = getComputedStyle(element)
  return [...(style.display === 'contents' ? [] : [style]), ...(around ? stylesAround(around) : [])]
}

/**
 * What the properties of a box may be that hide nothing of what is drawn inside it, or nothing that is not measured: a shadow lies under, grey, brown and inverted stay apart, a clip at
 * the edges or beyond takes corners at most, and what a polygon cuts off is not hit, a turn in the plane is summed up below. What an engine does not know is empty.
 */
const HARMLESS: readonly (readonly [property: string, values: RegExp])[] = [
  ['filter', /^(none|( ?(blur\(0px\)|\w+\(1\)|[gis]\w+\(0\)|drop-shadow\(\w+\([^()]*\)[^()]*\)))*)$/],
  ['mask-image', /^(none)?$/],
  ['-webkit-mask-box-image-source', /^(none)?$/],
  ['clip-path', /^(none|inset\(( ?(0|-[\d.]+)(px|%))+( round( \d{1,2}px)+)?\)|polygon\(.*)$/],
  ['offset-path', /^(none)?$/],
  ['rotate', /^[^ ]*$/],
  ['scale', /^[^-]*$/],
  ['mix-blend-mode', /^normal$/],
]

/** Whether transforms, the innermost first, leave a text upright: neither mirrored nor turned or slanted by more than 45°. */
const isUpright = (styles: readonly CSSStyleDeclaration[]): boolean => {
  const { m11, m12, m21, m22 } = styles.reduce(
    (inner, { transform, rotate }) =>
      new DOMMatrix()
        .rotate(parseFloat(rotate) || 0)
        .multiply(new DOMMatrix(transform))
        .multiply(inner),
    new DOMMatrix(),
  )
  return m11 > Math.abs(m12) && m22 > Math.abs(m21)
}

/** Of the properties of a box those that may be what they like, but then no browser vouches for what is drawn inside it. */
const EFFECTS = [
  'filter',
  'backdrop-filter',
  'clip-path',
  'rotate',
  'scale',
  'perspective',
  'transform-style',
  'backface-visibility',
]

/** Percent: from here on a fading is not seen. */
const CLEAR = 95

/** What is left to be seen through all that an element is drawn inside. */
export type Share = {
  /** Percent; 0 where an effect may hide the element in a way that is not measured. */
  readonly opacity: number
  /** The property that takes something away, with its value; undefined where none does. */
  readonly cause: string | undefined
  /** Whether a browser that computes itself what can be seen says no though nothing is taken away: it vouches for nothing under any effect. */
  readonly isUnvouchable: boolean
}

/** Looks at the opacity, effects and transforms of all that an element is drawn inside. */
export const shareLeft = (element: Element): Share => {
  const styles = stylesAround(element)
  const hiding = HARMLESS.flatMap(([property, values]) => {
    const value = styles.map((style) => style.getPropertyValue(property)).find((each) => !values.test(each))
    return value === undefined ? [] : [`${property}: ${value}`]
  })
  if (!isUpright(styles)) hiding.push('transform')
  const share = styles.reduce((product, style) => product * Number(style.opacity), 1)
  const opacity = hiding.length ? 0 : Math.round(100 * share)
  return {
    opacity,
    cause: hiding[0] ?? (opacity < CLEAR ? `opacity: ${share}` : undefined),
    isUnvouchable:
      opacity >= CLEAR &&
      styles.some(
        (style) =>
          style.opacity !== '1' ||
          EFFECTS.some((effect) => !/^(none|flat|visible)?$/.test(style.getPropertyValue(effect))) ||
          !/^(none|matrix\(1, 0, 0, 1,.*)$/.test(style.transform),
      ),
  }
}
