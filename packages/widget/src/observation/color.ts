/** An sRGB colour: red, green, blue from 0 to 255 and alpha from 0 to 1. */
export type Color = readonly [red: number, green: number, blue: number, alpha: number]

/**
 * Reads a colour as computed styles spell it: `rgb()`, `rgba()` or `color(srgb …)` (CSSOM, "serialize a CSS color"). The element's
 * own colours are always so; other spaces come from others, are not judged here, and read as transparent.
 */
export const parseColor = (css: string): Color => {
  const numbers = (css.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number)
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers
  if (css.startsWith('rgb')) return [red, green, blue, alpha]
  return css.startsWith('color(srgb ') ? [red * 255, green * 255, blue * 255, alpha] : [0, 0, 0, 0]
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
