import type { JSX } from 'react'
import { expectTypeOf, test } from 'vitest'
import type { GlobalComponents } from 'vue'
import type { ConstatChoicesElement } from './choices.ts'
import type { NoticeData } from './delivery/notice.ts'
import type { ConstatErrorEvent, ConstatRecordedEvent } from './events.ts'
import './index.ts'
import './react.ts'
import './vue.ts'

type InReact = JSX.IntrinsicElements['constat-choices']
type InVue = InstanceType<GlobalComponents['constat-choices']>['$props']

// `tsc -b` is what runs these; vitest only counts them.
test('React knows the tag, its attributes, its events and the element behind its ref', () => {
  expectTypeOf<InReact>().toHaveProperty('site-key').toEqualTypeOf<string | undefined>()
  expectTypeOf<InReact>().toHaveProperty('phone-field').toEqualTypeOf<string | undefined>()
  expectTypeOf<NonNullable<InReact['onconstat-recorded']>>()
    .parameter(0)
    .toEqualTypeOf<ConstatRecordedEvent>()
  expectTypeOf<{ current: ConstatChoicesElement | null }>().toExtend<InReact['ref']>()
})

test('Vue knows the tag, its attributes and its events', () => {
  expectTypeOf<InVue>().toHaveProperty('site-key').toEqualTypeOf<string | undefined>()
  expectTypeOf<NonNullable<InVue['onConstatRecorded']>>().parameter(0).toEqualTypeOf<ConstatRecordedEvent>()
})

test('both take a notice at hand, as a property', () => {
  expectTypeOf<InReact['data']>().toEqualTypeOf<NoticeData | null | undefined>()
  expectTypeOf<InVue['data']>().toEqualTypeOf<NoticeData | null | undefined>()
  expectTypeOf<JSX.IntrinsicElements['constat-notice']['data']>().toEqualTypeOf<InReact['data']>()
})

test('TypeScript alone knows the elements and their events, wherever they are heard', () => {
  expectTypeOf<HTMLElementTagNameMap['constat-choices']>().toEqualTypeOf<ConstatChoicesElement>()
  expectTypeOf((element: ConstatChoicesElement) =>
    element.addEventListener('constat-recorded', ({ receipt }) => receipt.manageUrl),
  ).returns.toBeVoid()
  expectTypeOf<DocumentEventMap['constat-recorded']>().toEqualTypeOf<ConstatRecordedEvent>()
  expectTypeOf<WindowEventMap['constat-error']>().toEqualTypeOf<ConstatErrorEvent>()
})

test('in neither is there a way to answer in the person’s place', () => {
  expectTypeOf<InReact>().not.toHaveProperty('checked')
  expectTypeOf<InReact>().not.toHaveProperty('value')
  expectTypeOf<InReact>().not.toHaveProperty('answers')
  expectTypeOf<InReact>().not.toHaveProperty('defaultChecked')
  expectTypeOf<InVue>().not.toHaveProperty('checked')
  expectTypeOf<InVue>().not.toHaveProperty('value')
  expectTypeOf<InVue>().not.toHaveProperty('modelValue')
})
