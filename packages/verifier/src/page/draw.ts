import { printable, visible, type ReportBlock } from '@constat/evidence/verify'
import type { NoticeBlock, NoticeItem, NoticeQuestion } from '@constat/core/notice'
import type { Locale } from '../command/said.ts'
import { text } from './texts.ts'

type Child = Node | string

/** An element with attributes and children; text is never read as markup, and nothing of it is hidden. */
export const element = (
  name: string,
  attributes: { readonly [name: string]: string } = {},
  ...children: readonly Child[]
): HTMLElement => {
  const made = document.createElement(name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.append(...children.map((child) => (typeof child === 'string' ? visible(child) : child)))
  return made
}

// A link of the notice is shown with its address and leads nowhere: the page never leaves itself.
const drawItem = ({ text: said, links }: NoticeItem): HTMLElement[] => [
  element('p', {}, said),
  ...(links ?? []).map(({ label, url }) => element('p', {}, element('u', {}, label), ` ${url}`)),
]

const control = (type: string, label: string): HTMLElement =>
  element('label', {}, element('input', { type, disabled: '' }), element('span', {}, label))

const drawQuestion = (
  { kind, control: drawn, label }: NoticeQuestion,
  advertisers: readonly string[],
  locale: Locale,
): HTMLElement => {
  const isTwofold = kind === 'OPT_IN' && drawn === 'YES_NO'
  return element(
    'div',
    { class: 'question' },
    ...(isTwofold
      ? [element('p', {}, label), control('radio', text('yes', locale)), control('radio', text('no', locale))]
      : [control('checkbox', label)]),
    element('small', {}, `${text('who', locale)} ${advertisers.join(', ')}`),
  )
}

type NoticeReport = Extract<ReportBlock, { block: 'notice' }>

// What surrounds the notice's own words was in its language too.
const localeOfNotice = (tag: string): Locale => (tag.startsWith('fr') ? 'fr' : 'en')

const drawNoticeBlock = (
  block: NoticeBlock,
  { layers, locale: tag }: NoticeReport,
  locale: Locale,
): HTMLElement[] => {
  if (block.block === 'information') return drawItem(block.item)
  if (block.block === 'question')
    return [
      drawQuestion(
        block.question,
        block.advertisers.map(({ legalName }) => legalName),
        localeOfNotice(tag),
      ),
    ]
  const title = element('summary', { lang: locale }, layers[block.layer])
  return [element('details', { open: '' }, title, ...block.items.flatMap(drawItem))]
}

const drawTable = ({ rows }: Extract<ReportBlock, { block: 'table' }>): HTMLElement =>
  element(
    'dl',
    {},
    ...rows.map(({ name, value }) =>
      element('div', {}, element('dt', {}, printable(name)), element('dd', {}, printable(value))),
    ),
  )

const drawBlock = (block: ReportBlock, locale: Locale): HTMLElement[] => {
  if (block.block === 'verdict')
    return [element('h2', { id: 'verdict', class: block.tone, tabindex: '-1' }, block.text)]
  const heading = element('h3', {}, block.heading)
  switch (block.block) {
    case 'list':
      return [heading, element('ul', {}, ...block.items.map((item) => element('li', {}, printable(item))))]
    case 'table':
      return [heading, drawTable(block)]
    case 'notice': {
      const drawn = block.blocks.flatMap((each) => drawNoticeBlock(each, block, locale))
      return [heading, element('div', { class: 'notice', lang: block.locale, translate: 'no' }, ...drawn)]
    }
  }
}

/** Draws a report; its verdict comes first and can take the focus. */
export const drawReport = (blocks: readonly ReportBlock[], locale: Locale): readonly HTMLElement[] =>
  blocks.flatMap((block) => drawBlock(block, locale))
