import { expect, test } from 'vitest'
import type { ChoicesAttributes, NoticeAttributes, ReceiptAttributes } from './attributes.ts'
import { ConstatChoicesElement } from './choices.ts'
import { buildManifest, elementsIn } from './manifest.ts'
import { ConstatNoticeElement } from './notice.ts'
import { ConstatReceiptElement } from './receipt.ts'

/** A key for each attribute of a type, so that a forgotten one does not compile. */
type Keys<Attributes> = { readonly [name in keyof Required<Attributes>]: true }

const CHOICES: Keys<ChoicesAttributes> = {
  server: true,
  'site-key': true,
  notice: true,
  name: true,
  'phone-field': true,
  'email-field': true,
  form: true,
  required: true,
  disabled: true,
  theme: true,
  deliver: true,
}
const NOTICE: Keys<NoticeAttributes> = { server: true, 'site-key': true, notice: true, theme: true }
const RECEIPT: Keys<ReceiptAttributes> = { number: true, 'manage-url': true, theme: true }

const ELEMENTS = [
  { tag: 'constat-choices', element: ConstatChoicesElement, typed: CHOICES },
  { tag: 'constat-notice', element: ConstatNoticeElement, typed: NOTICE },
  { tag: 'constat-receipt', element: ConstatReceiptElement, typed: RECEIPT },
]

// The platform's own for every form-associated element, or every element.
const NATIVE = ['form', 'lang']

test('the manifest, the element and the types of frameworks know the same attributes', async () => {
  const declared = elementsIn(await buildManifest())
  expect(declared.map(({ tagName }) => tagName)).toEqual(ELEMENTS.map(({ tag }) => tag))
  for (const { tag, element, typed } of ELEMENTS) {
    const names = declared.find(({ tagName }) => tagName === tag)?.attributes?.map(({ name }) => name)
    expect(names, tag).toEqual(element.observedAttributes.toSorted())
    expect(
      Object.keys(typed)
        .filter((name) => !NATIVE.includes(name))
        .toSorted(),
      tag,
    ).toEqual(names?.filter((name) => !NATIVE.includes(name)))
  }
})

test('each of its entries says what it is for, and the definitions point into the package as published', async () => {
  const manifest = await buildManifest()
  for (const {
    tagName,
    attributes = [],
    events = [],
    cssParts = [],
    cssStates = [],
    cssProperties = [],
    slots = [],
  } of elementsIn(manifest))
    for (const { name, description } of [
      ...attributes,
      ...events,
      ...cssParts,
      ...cssStates,
      ...cssProperties,
      ...slots,
    ])
      expect(description, `${tagName} ${name}`).toMatch(/\S/)
  expect(/src\/|\.ts"/.exec(JSON.stringify(manifest))).toBeNull()
  expect(
    manifest.modules.find(({ path }) => path === 'dist/define.js')?.exports?.map(({ name }) => name),
  ).toEqual(ELEMENTS.map(({ tag }) => tag))
})
