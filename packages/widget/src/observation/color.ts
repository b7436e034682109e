/** An sRGB colour: red, green, blue from 0 to 255 and alpha from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number]

// A component that is missing or no number counts as none (CSS Color 4, 4.4); without end is `calc(infinity)`.
const NUMBER = /none|NaN|-?(infinity|[\d.]+(e[-+]?\d+)?)/g

const within = (max: number, value: number): number => Math.min(max, Math.max(0, value))

/**
 * Reads a colour as computed styles spell it: `rgb()`, `rgba()` or `color(srgb …)` (CSSOM, "serialize a CSS color"), and as a screen
 * draws it, which has no whiter than white. The element's own colours are always so; other spaces come from others, are not judged
 * here, and read as transparent.
 */
export const parseColor = (css: string): Color => {
  const isShare = css.startsWith('color(srgb ')
  const numbers = (css.match(NUMBER) ?? []).map((word) => Number(word.replace('i', 'I')) || 0)
  const [red = 0, green = 0, blue = 0] = numbers.map((value) => within(255, isShare ? value * 255 : value))
  return isShare || css.startsWith('rgb') ? [red, green, blue, within(1, numbers[3] ?? 1)] : [0, 0, 0, 0]
}

/** The colour that is seen where one colour lies over an opaque one. */
export const over = ([red, green, blue, alpha]: Color, below: Color): Color => {
  const mix = (top: number, under: number) => top * alpha + under * (1 - alpha)
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1]
}

const linear = (value: number): number => {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

const luminance = ([red, green, blue]: Color): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

/** The WCAG 2.2 contrast ratio of two opaque colours × 100, from 100 to 2100. */
export const contrastPercent = (a: Color, b: Color): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return Math.round((100 * (light + 0.05)) / (dark + 0.05))
}
