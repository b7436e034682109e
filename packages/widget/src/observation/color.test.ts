import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastPercent, over, parseColor } from './color.ts'

test('the contrast of the extremes and of a known pair (WCAG 2.2)', () => {
  expect(contrastPercent(parseColor('rgb(0, 0, 0)'), parseColor('rgb(255, 255, 255)'))).toBe(2100)
  expect(contrastPercent(parseColor('rgb(118, 118, 118)'), parseColor('color(srgb 1 1 1)'))).toBe(454)
})

test('transparent text is the colour of what lies below', () => {
  const white = parseColor('rgb(255, 255, 255)')
  expect(over(parseColor('rgba(0, 0, 0, 0)'), white)).toEqual(white)
  expect(contrastPercent(over(parseColor('rgba(0, 0, 0, 0.05)'), white), white)).toBeLessThan(115)
})

test('contrast is between 100 and 2100 and does not depend on the order', () => {
  const color = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.constant(1))
  fc.assert(
    fc.property(color, color, (a, b) => {
      const contrast = contrastPercent(a, b)
      expect(contrast).toBe(contrastPercent(b, a))
      expect(contrast).toBeGreaterThanOrEqual(100)
      expect(contrast).toBeLessThanOrEqual(2100)
    }),
  )
})
