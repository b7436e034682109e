import { expect, test } from 'vitest'
import { LOCALES } from './build.ts'

test('what applications import for their pages can be loaded by their servers, where there are no elements', async () => {
  expect(globalThis.customElements).toBeUndefined()
  await import('./define.ts')
  for (const language of LOCALES) await import(`./locales/${language}.ts`)
  const { register } = await import('./locales/register.ts')
  const { de } = await import('./view/texts/de.ts')
  expect(() => register('de', de)).not.toThrow()
})
