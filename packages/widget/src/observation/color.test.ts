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

test('no colour is brighter than white or darker than black, as drawn', () => {
  expect(parseColor('color(srgb 3 -0.6 1.00000e+30)')).toEqual([255, 0, 255, 1])
  expect(parseColor('color(srgb calc(infinity) calc(-infinity) 1.00000e-9)').map(Math.round)).toEqual([
    255, 0, 0, 1,
  ])
})

test('a component that is none counts as 0, and the others stay what they are', () => {
  expect(parseColor('color(srgb none 1 1)')).toEqual([0, 255, 255, 1])
  expect(parseColor('color(srgb 1 none 1 / none)')).toEqual([255, 0, 255, 0])
  expect(parseColor('color(srgb calc(NaN) 1 1)')).toEqual([0, 255, 255, 1])
})

test('whatever numbers a colour is made of, it has a contrast that can be recorded', () => {
  const component = fc.oneof(
    fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
    fc.constantFrom('none', 'calc(infinity)', 'calc(-infinity)', 'calc(NaN)'),
  )
  const color = fc
    .tuple(fc.constantFrom('rgb(', 'color(srgb '), component, component, component, component)
    .map(([space, red, green, blue, alpha]) => `${space}${red} ${green} ${blue} / ${alpha})`)
  fc.assert(
    fc.property(color, color, (text, ground) => {
      const below = over(parseColor(ground), parseColor('rgb(255, 255, 255)'))
      const contrast = contrastPercent(over(parseColor(text), below), below)
      expect(contrast).toBeGreaterThanOrEqual(100)
      expect(contrast).toBeLessThanOrEqual(2100)
    }),
  )
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
