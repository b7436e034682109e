import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  NOTICE_ITEMS,
  noticeBlocks,
  noticeBytes,
  noticeSha256,
  noticeText,
  parseNotice,
  type NoticeBlock,
  type NoticeDocument,
  type NoticeItem,
} from './index.ts'

const notice: NoticeDocument = {
  schema: 'constat/notice@1',
  key: 'devis',
  locale: 'fr',
  audience: 'B2C_CONSUMER',
  controller: 'cuisines',
  parties: [
    {
      key: 'cuisines',
      legalName: 'Cuisines Exemple SAS',
      siren: '123456789',
      contact: 'mailto:contact@example.fr',
    },
    { key: 'sols', legalName: 'Sols Exemple SARL', url: 'https://sols.example.fr' },
  ],
  goods: [{ key: 'cuisines', label: 'cuisines équipées', sector: 'GENERAL' }],
  questions: [
    {
      key: 'appel',
      kind: 'OPT_IN',
      control: 'YES_NO',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'LIVE_CALL',
      advertisers: ['cuisines', 'sols'],
      goods: ['cuisines'],
      periodDays: 365,
      label: "J'accepte d'être appelé",
    },
  ],
  items: {
    N13_RIGHTS: { text: 'Vous avez des droits.' },
    N13_PURPOSES: {
      text: 'Vous proposer un devis.',
      links: [{ label: 'Nos finalités', url: 'https://example.fr/f' }],
    },
    NCC_PHONE_INFO: { text: 'Vous pouvez refuser.' },
    NR_WITHDRAWAL: { text: 'Vous pouvez retirer  votre accord.' },
  },
}

type Path = readonly (string | number)[]

const withValue = ([first, ...rest]: Path, value: unknown, within: unknown = notice): unknown => {
  if (first === undefined) return value
  const inner = withValue(rest, value, Object(within)[first])
  return Array.isArray(within) ? within.with(Number(first), inner) : { ...Object(within), [first]: inner }
}

const faultsOf = (input: unknown) => {
  const parsed = parseNotice(input)
  return parsed.ok ? [] : parsed.issues.map(({ path, rule }) => `${path.join('.')} ${rule}`)
}

describe('a notice document', () => {
  it('is read as it stands', () => {
    expect(parseNotice(notice)).toEqual({ ok: true, value: notice })
  })

  it('comes back in NFC without outer spaces, and then stays as it is', () => {
    const parsed = parseNotice(withValue(['questions', 0, 'label'], '  e\u0301te\u0301 '))
    expect(parsed.ok && parsed.value.questions[0]?.label).toBe('été')
    expect(parsed.ok && parseNotice(parsed.value)).toEqual(parsed)
  })

  it.each<[string, Path, unknown, string]>([
    ['markup', ['items', 'N13_PURPOSES', 'text'], 'Lire <b>ceci</b>', 'no-markup'],
    ['half a character', ['items', 'N13_PURPOSES', 'text'], 'a\ud800', 'well-formed'],
    ['half a character in a link', ['parties', 1, 'url'], 'https://example.fr/\ud800', 'well-formed'],
    ['a link that runs script', ['parties', 1, 'url'], 'javascript:alert(1)', 'format'],
    ['a link without encryption', ['parties', 1, 'url'], 'http://example.fr', 'format'],
    ['a controller that is no party', ['controller'], 'portes', 'unknown-party'],
    ['an advertiser that is no party', ['questions', 0, 'advertisers', 0], 'portes', 'unknown-party'],
    ['an advertiser named twice', ['questions', 0, 'advertisers'], ['sols', 'sols'], 'unique-key'],
    ['goods named twice', ['questions', 0, 'goods'], ['cuisines', 'cuisines'], 'unique-key'],
    ['goods that it does not list', ['questions', 0, 'goods', 0], 'portes', 'unknown-goods'],
    ['two parties of one key', ['parties', 1, 'key'], 'cuisines', 'unique-key'],
    ['an unknown word', ['questions', 0, 'channel'], 'PIGEON', 'unknown-value'],
    ['an unknown item', ['items', 'N13_MOOD'], { text: 'x' }, 'unknown-key'],
    ['a member it does not have', ['theme'], 'dark', 'unknown-key'],
    ['a SIREN of eight digits', ['parties', 0, 'siren'], '12345678', 'format'],
    ['a locale that is no tag', ['locale'], 'français', 'format'],
    ['an empty label', ['questions', 0, 'label'], ' ', 'too-short'],
  ])('is refused with %s', (name, path, value, rule) => {
    expect(faultsOf(withValue(path, value)), name).toContain(`${path.join('.')} ${rule}`)
  })

  it('is refused with two questions of one key', () => {
    const [question] = notice.questions
    expect(faultsOf({ ...notice, questions: [question, question] })).toEqual(['questions.1.key unique-key'])
  })

  it('is refused with an objection that asks yes or no', () => {
    const questions = notice.questions.map((question) => ({ ...question, kind: 'OPT_OUT' }))
    expect(faultsOf({ ...notice, questions })).toEqual(['questions.0.control objection-box'])
  })

  it('is addressed by the hash of its canonical bytes, whatever the order of its members', async () => {
    const { schema, ...rest } = notice
    const reordered = { ...rest, schema }
    expect(noticeBytes(reordered)).toEqual(noticeBytes(notice))
    expect(await noticeSha256(reordered)).toMatch(/^[0-9a-f]{64}$/)
    const questions = notice.questions.map((question) => ({ ...question, periodDays: 366 }))
    const other = { ...notice, questions }
    expect(await noticeSha256(other)).not.toBe(await noticeSha256(notice))
  })

  it('always has canonical bytes once read', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
        const parsed = parseNotice(withValue(['items', 'N13_PURPOSES', 'text'], text))
        if (parsed.ok) expect(() => noticeBytes(parsed.value)).not.toThrow()
      }),
    )
  })
})

const idOf = ({ text }: NoticeItem): string | undefined =>
  NOTICE_ITEMS.find((id) => id === text || notice.items[id]?.text === text)

const outline = (block: NoticeBlock): string | undefined => {
  if (block.block === 'information') return idOf(block.item)
  if (block.block === 'layer') return `${block.layer}: ${block.items.map(idOf).join(', ')}`
  return `${block.question.key}: ${block.advertisers.map(({ legalName }) => legalName).join(', ')}`
}

describe('what a notice looks like', () => {
  it('has every item there is once, in the order of their list', () => {
    const items = Object.fromEntries(NOTICE_ITEMS.toSorted().map((id) => [id, { text: id }]))
    const blocks = noticeBlocks({ ...notice, questions: [], items })
    const information = blocks.flatMap((block) => (block.block === 'information' ? block.item.text : []))
    const layers = blocks.flatMap((block) => (block.block === 'layer' ? [block] : []))
    expect(information).toEqual(['NCC_PHONE_INFO', 'N21_OBJECTION_SEPARATE', 'SOI_INFO', 'B2B_INFO'])
    expect(layers.map(({ layer }) => layer)).toEqual(['agreement', 'recording', 'data'])
    const begins: Readonly<Record<string, RegExp>> = {
      agreement: /^(NR|PT|NCC)_/,
      recording: /^REC_/,
      data: /^(N13|N14|N21|SOI|B2B)_/,
    }
    for (const { layer, items: inLayer } of layers)
      expect(inLayer.map(({ text }) => text)).toEqual(
        NOTICE_ITEMS.filter((id) => begins[layer]?.test(id) && !information.includes(id)),
      )
  })

  it('is what must be beside the question, the questions with who asks, then the layers to open', () => {
    expect(noticeBlocks(notice).map(outline)).toEqual([
      'NCC_PHONE_INFO',
      'appel: Cuisines Exemple SAS, Sols Exemple SARL',
      'agreement: NR_WITHDRAWAL',
      'data: N13_PURPOSES, N13_RIGHTS',
    ])
  })

  it('shows every text of every item once', () => {
    const text = noticeText(notice)
    for (const item of Object.values(notice.items))
      expect(text.filter((each) => each === item?.text.replaceAll(/\s+/g, ' '))).toHaveLength(1)
    expect(text).toContain('Nos finalités')
    expect(text).toContain("J'accepte d'être appelé")
  })

  it('is the same for a notice read back from its canonical bytes', () => {
    const stored: NoticeDocument = JSON.parse(new TextDecoder().decode(noticeBytes(notice)))
    expect(noticeBlocks(stored)).toEqual(noticeBlocks(notice))
    const { N13_PURPOSES, ...items } = notice.items
    expect(noticeText({ ...notice, items: { ...items, N13_PURPOSES } })).toEqual(noticeText(notice))
  })

  it('reads the same whatever the spaces of its source', () => {
    expect(noticeText(notice)).toContain('Vous pouvez retirer votre accord.')
  })
})
