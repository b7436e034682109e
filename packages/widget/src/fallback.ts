import { noticeBlocks, type NoticeBlock, type NoticeDocument, type NoticeItem } from '@constat/core/notice'
import { offeredAnswers } from './form/answer.ts'
import { answerName, noticeName } from './form/entries.ts'
import { ALL_TEXTS } from './view/texts/all.ts'
import { directionOf, languageOf, textsFor, type Texts } from './view/texts/index.ts'

/** HTML that is safe as it stands; only {@link html} makes it. */
type Html = { readonly html: string }

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const printed = (value: string | Html | readonly Html[]): string => {
  if (typeof value === 'string') return value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
  return 'html' in value ? value.html : value.map(printed).join('')
}

const html = (
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html => ({
  html: parts.reduce((before, part, index) => before + printed(values[index - 1] ?? '') + part),
})

const NONE: readonly Html[] = []

const link = (url: string | undefined, label: string): Html =>
  url ? html`<a href="${url}">${label}</a>` : html`${label}`

const drawItem = ({ text, links = [] }: NoticeItem): Html =>
  html`<p>${text}</p>
    ${
      links.length > 0
        ? html`<ul>
            ${links.map(({ label, url }) => html`<li>${link(url, label)}</li>`)}
          </ul>`
        : NONE
    }`

const drawQuestion = (
  { question, advertisers }: Extract<NoticeBlock, { block: 'question' }>,
  name: string,
  texts: Texts,
): Html => {
  const offered = offeredAnswers(question)
  const isBox = offered.length === 1
  const controls = offered.map((answer) => {
    const id = `${name}-${question.key}-${answer.toLowerCase()}`
    const label = isBox ? question.label : answer === 'GRANTED' ? texts.yes : texts.no
    const required = question.required && !isBox ? html` required` : NONE
    // Without autocomplete="off" Firefox restores a tick after a reload: an answer that nobody gave on this page.
    return html`<p>
      <input
        type="${isBox ? 'checkbox' : 'radio'}"
        id="${id}"
        name="${answerName(name, question.key)}"
        value="${answer.toLowerCase()}"
        autocomplete="off"
        ${required}
      />
      <label for="${id}">${label}</label>
    </p>`
  })
  const who = html`<p>
    ${texts.who}
    ${advertisers.map((party, index) => html`${index > 0 ? ', ' : ''}${link(party.url, party.legalName)}`)}
  </p>`
  return isBox
    ? html`${controls}${who}`
    : html`<fieldset>
        <legend>${question.label}</legend>
        ${controls}${who}
      </fieldset>`
}

const drawBlock = (block: NoticeBlock, name: string, texts: Texts): Html => {
  if (block.block === 'information') return drawItem(block.item)
  if (block.block === 'question') return drawQuestion(block, name, texts)
  return html`<details>
    <summary>${texts[block.layer]}</summary>
    ${block.items.map(drawItem)}
  </details>`
}

/**
 * The notice as plain HTML for pages without script and for the inside of `<constat-choices>`: the blocks that the element
 * draws, under the same field names. A box left alone sends nothing, which is UNANSWERED.
 *
 * @param options.name what the element's `name` attribute says; `choices` when absent
 * @param options.sha256 address of the version, sent along so that the back end knows what was shown
 */
export const renderFallback = (
  notice: NoticeDocument,
  { name = 'choices', sha256 }: { readonly name?: string; readonly sha256?: string } = {},
): string => {
  const texts = ALL_TEXTS[languageOf(notice.locale)] ?? textsFor(notice.locale)
  const blocks = noticeBlocks(notice).map((block) => drawBlock(block, name, texts))
  const version = sha256 ? html`<input type="hidden" name="${noticeName(name)}" value="${sha256}" />` : NONE
  return html`<fieldset lang="${notice.locale}" dir="${directionOf(notice.locale)}" translate="no">
    <legend>${texts.legend}</legend>
    ${blocks}${version}
  </fieldset>`.html
}
