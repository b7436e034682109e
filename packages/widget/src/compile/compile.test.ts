import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { leanLit } from './lean-lit.ts'
import { compileTemplates } from './templates.ts'

describe('templates compiled ahead', () => {
  test('say the HTML once, and where texts and attributes are bound', () => {
    const compiled = compileTemplates(
      'export const draw = (name, url) => html`<p title=${name} ?hidden=${!url}>\n  <b>${name}</b> ${url}\n</p>`',
    )
    expect(compiled).toContain('template("<p> <b><?></b> <?>", "0title 0?hidden 2 3")')
    expect(compiled).toContain('result(template0, name, !url, name, url)')
  })

  test('may stand in each other', () => {
    const compiled = compileTemplates(
      'const list = (items) => html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`',
    )
    expect(compiled).toContain('result(template0, items.map((item) => result(template1, item)))')
  })

  test('bind whole attributes: half of one is refused', () => {
    expect(() => compileTemplates('html`<p title="for ${name}"></p>`')).toThrow('whole attribute')
  })

  test('are all that is compiled', () => {
    expect(compileTemplates("export const draw = () => 'html'")).toBe("export const draw = () => 'html'")
  })
})

describe('Lit without the parser of its templates', () => {
  const lit = createRequire(createRequire(import.meta.url).resolve('lit')).resolve('lit-html')
  const developmentBuild = readFileSync(
    lit.replace(/(?:\/node)?(?:\/development)?(?=\/lit-html\.js$)/, '/development'),
    'utf8',
  )

  test('draws what was compiled alone', () => {
    const lean = leanLit(developmentBuild)
    expect(lean).toContain('export const render')
    expect(lean).not.toMatch(/templateCache\.set|setConnected\(/)
  })

  test('is not built from a release that says other things', () => {
    expect(() => leanLit(developmentBuild.replaceAll('resolveDirective', 'resolve'))).toThrow('Lit no longer')
  })
})
