import { contrastPercent, over, parseColor, type Color } from './color.ts'
import { isCovered } from './cover.ts'
import { isElement, shareLeft, type Share } from './effects.ts'

/** How a question stood on the screen at one moment; units as in core's `Observation`. */
export type Sight = {
  readonly covered: boolean
  readonly fontPx: number
  readonly opacity: number
  readonly contrast: number
  /** Whether all answers to it were drawn in boxes of one size, each with its own word. */
  readonly equal: boolean
}

/** What is drawn of a question inside the shadow root. */
export type Row = {
  readonly element: Element
  readonly label: HTMLElement
  /** The control of each answer, yes first. */
  readonly controls: readonly Element[]
  /** Who asks. */
  readonly help: readonly HTMLElement[]
  /** The whole notice that it stands in. */
  readonly base: HTMLElement
}

/** What lies behind an element inside its shadow root; null where no opaque colour does, since a page's image could. */
const backgroundOf = (element: Element | null): Color | null => {
  if (!element) return null
  const color = parseColor(getComputedStyle(element).backgroundColor)
  if (color[3] === 1) return color
  const below = backgroundOf(element.parentElement)
  return below && over(color, below)
}

/** The contrast × 100 of a colour with what lies behind an element; none where that is not known. */
const contrastOn = (element: Element, css: string): number => {
  const background = backgroundOf(element)
  return background ? contrastPercent(over(parseColor(css), background), background) : 100
}

/** The boxes of the lines of a text, as drawn. */
const linesOf = (element: Element): readonly DOMRect[] => {
  const range = document.createRange()
  range.selectNodeContents(element)
  return [...range.getClientRects()].filter(({ width, height }) => width && height)
}

// Ems that a font's lines reach further up than down, or down than up: no script asks for as much.
const ASKEW = 1.5

/**
 * How far the smallest letter or digit of a text is drawn, CSS pixels: a font can draw nothing, or a dot, and take the place of a letter; 0 where
 * it can draw beside its lines.
 */
const inkPxOf = (text: HTMLElement): number => {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return 0
  const { fontSize, fontFamily } = getComputedStyle(text)
  context.font = `${fontSize} ${fontFamily}`
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('')
  if (Math.abs(fontBoundingBoxAscent - fontBoundingBoxDescent) > parseFloat(fontSize) * ASKEW) return 0
  return Math.min(
    // Not those of other scripts, of which some are a dot.
    ...Array.from(new Set(text.textContent.match(/[\p{L}\d]/gu)), (letter) => {
      const ink = context.measureText(letter)
      return Math.max(
        ink.actualBoundingBoxLeft + ink.actualBoundingBoxRight,
        ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent,
      )
    }),
  )
}

/**
 * The size that meets the eye, CSS pixels: what an ancestor's `scale` leaves of the computed one, and no more than the lines are
 * high or three letters wide, since a font can draw less than its size (CSS Fonts 5, `size-adjust`).
 */
const fontPxOf = (text: HTMLElement): number => {
  const lines = linesOf(text)
  const width = lines.reduce((sum, line) => sum + line.width, 0)
  return Math.min(
    (parseFloat(getComputedStyle(text).fontSize) * text.getBoundingClientRect().height) / text.offsetHeight ||
      0,
    (3 * width) / text.innerText.length || 0,
    ...lines.map(({ height }) => height),
  )
}

/** How much smaller than laid out a page is drawn: one too wide for a phone is shrunk to it, until the person zooms in. */
const shrinkOf = (view: Window): number =>
  view.frameElement ? shrinkOf(view.parent) : Math.min(1, view.visualViewport?.scale ?? 1)

const sizeOf = (element: Element): string => {
  const { width, height } = (element.parentElement ?? element).getBoundingClientRect()
  return [width, height].map(Math.round).join()
}

/** What all the questions of a notice are drawn inside and with. */
export type Around = Share & Pick<Sight, 'contrast' | 'fontPx'>

/** Looks at what a notice is drawn inside, and with; at a glance at the colour of its text alone, and at no letter. */
export const lookAround = (base: HTMLElement, isGlance = false): Around => ({
  ...shareLeft(base),
  contrast: Math.min(
    ...[base, ...(isGlance ? [] : base.querySelectorAll('[data-shown],summary,label,[part=help]'))].map(
      (text) => contrastOn(text, getComputedStyle(text).color),
    ),
  ),
  // Three times the smallest letter is more than the size, in any script.
  fontPx: isGlance ? Infinity : 3 * inkPxOf(base),
})

/**
 * Looks at a question as drawn inside the shadow root of `host`: its label, its answers and who asks (widget.md 4.7), and at what is
 * {@link lookAround around} it; `words` are those of yes and no. What `checkVisibility` and IntersectionObserver miss is found here: overlays, ancestors' opacity, effects
 * and scale, text colour; an overlay that takes no clicks only {@link withinReach}. A glance, which costs a tenth, looks for what lies over it at
 * some points, by chance.
 */
export const lookAt = (
  { label, controls, help, base }: Row,
  host: Element,
  words: readonly string[],
  { opacity, contrast, fontPx }: Around = lookAround(base),
  isGlance = false,
): Sight => {
  const answers = controls.flatMap(({ nextElementSibling: next }) => (isElement(next) ? [next] : []))
  const [yes, no = yes] = controls.map(sizeOf)
  return {
    covered: isCovered(
      controls.map((control) => control.getBoundingClientRect()),
      [label, ...answers, ...help].map(linesOf),
      host,
      isGlance,
    ),
    fontPx: Math.round(
      Math.min(fontPx, ...[label, ...answers].map(fontPxOf)) *
        shrinkOf(host.ownerDocument.defaultView ?? window),
    ),
    opacity,
    contrast,
    equal:
      yes === no &&
      (controls.length < 2 || answers.map((answer) => answer.innerText).join() === words.join()),
  }
}

/** Whether the site's colours, where they are drawn, leave text, links and messages under 4.5:1, or the focus ring under 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
export const isIllegible = (base: Element): boolean => {
  const { color, caretColor, textDecorationColor, outlineColor } = getComputedStyle(base)
  return (
    !matchMedia('(forced-colors:active)').matches &&
    Math.min(
      contrastOn(base, outlineColor) * 1.5,
      ...[color, caretColor, textDecorationColor].map((css) => contrastOn(base, css)),
    ) < 450
  )
}
