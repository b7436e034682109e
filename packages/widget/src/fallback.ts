import { noticeBlocks, type NoticeBlock, type NoticeDocument, type NoticeItem } from '@constat/core/notice'
import { isRequired, offeredAnswers } from './form/answer.ts'
import { answerName, askedName, noticeName, originName } from './form/entries.ts'
import { ALL_TEXTS } from './view/texts/all.ts'
import { en } from './view/texts/en.ts'
import { directionOf, languageOf, type Texts } from './view/texts/index.ts'

/** How a fallback is printed. */
export type FallbackOptions = {
  /** What the element's `name` attribute says; `choices` when absent. */
  readonly name?: string
  /** Address of the version, sent along so that the back end knows what was shown. */
  readonly sha256?: string
  /** As the element's `required`: an answer is required to every yes or no. */
  readonly required?: boolean
  /** What ids begin with, where two forms of a page ask the same; the name when absent. */
  readonly idPrefix?: string
}

/** What every question of one fallback is drawn with. */
type Manner = Required<Omit<FallbackOptions, 'sha256'>> & {
  readonly texts: Texts
  /** Words of ours, marked as English where the notice's language has none. */
  readonly say: (words: string) => Html
}

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

/** A link leaves the half-filled form where it is, and says so (RGAA 13.2). */
const link = (url: string | undefined, label: string, { newWindow }: Texts): Html =>
  url
    ? html`<a href="${url}" target="_blank" rel="noopener noreferrer" title="${label} (${newWindow})"
        >${label}</a
      >`
    : html`${label}`

const drawItem = ({ text, links = [] }: NoticeItem, texts: Texts): Html =>
  html`<p>${text}</p>
    ${
      links.length > 0
        ? html`<ul>
            ${links.map(({ label, url }) => html`<li>${link(url, label, texts)}</li>`)}
          </ul>`
        : NONE
    }`

const drawQuestion = (
  { question, advertisers }: Extract<NoticeBlock, { block: 'question' }>,
  { name, idPrefix, required, texts, say }: Manner,
): Html => {
  const offered = offeredAnswers(question)
  const isBox = offered.length === 1
  const must = isRequired(question, required)
  const who = `${idPrefix}-${question.key}-who`
  const controls = offered.map((answer) => {
    const id = `${idPrefix}-${question.key}-${answer.toLowerCase()}`
    const label = isBox ? question.label : say(answer === 'GRANTED' ? texts.yes : texts.no)
    // Without autocomplete="off" Firefox restores a tick after a reload: an answer that nobody gave on this page.
    return html`<p>
      <input
        type="${isBox ? 'checkbox' : 'radio'}"
        id="${id}"
        name="${answerName(name, question.key)}"
        value="${answer.toLowerCase()}"
        autocomplete="off"
        ${isBox ? html`aria-describedby="${who}"` : NONE}
        ${must ? html` required` : NONE}
      />
      <label for="${id}">${label}</label>
    </p>`
  })
  const parties = html`<p id="${who}">
    ${say(texts.who)}
    ${advertisers.map((party, index) => html`${index > 0 ? ', ' : ''}${link(party.url, party.legalName, texts)}`)}
  </p>`
  return isBox
    ? html`${controls}${parties}`
    : html`<fieldset aria-describedby="${who}">
        <legend>${question.label}${must ? html` (${say(texts.required)})` : NONE}</legend>
        ${controls}${parties}
      </fieldset>`
}

const drawBlock = (block: NoticeBlock, manner: Manner): Html => {
  if (block.block === 'information') return drawItem(block.item, manner.texts)
  if (block.block === 'question') return drawQuestion(block, manner)
  return html`<details>
    <summary>${manner.say(manner.texts[block.layer])}</summary>
    ${block.items.map((item) => drawItem(item, manner.texts))}
  </details>`
}

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`

/**
 * The notice as plain HTML for pages without script and for the inside of `<constat-choices>`: the blocks that the element
 * draws, in all its languages, under the same field names, so that `readChoices` of `@constat/widget/form-data` reads both. A box left
 * alone sends nothing; the questions asked go along, so that it counts as UNANSWERED. A browser without script says so.
 */
export const renderFallback = (
  notice: NoticeDocument,
  { name = 'choices', sha256, required = false, idPrefix = name }: FallbackOptions = {},
): string => {
  const { locale, questions } = notice
  const own = ALL_TEXTS[languageOf(locale)]
  const texts = own ?? en
  const say = (words: string): Html =>
    own ? html`${words}` : html`<span lang="en" dir="ltr">${words}</span>`
  const blocks = noticeBlocks(notice).map((block) =>
    drawBlock(block, { name, idPrefix, required, texts, say }),
  )
  return html`<fieldset lang="${locale}" dir="${directionOf(locale)}" translate="no">
    <legend>${say(texts.legend)}</legend>
    ${blocks}${hidden(askedName(name), questions.map(({ key }) => key).join(' '))}
    ${sha256 ? hidden(noticeName(name), sha256) : NONE}
    <noscript>${hidden(originName(name), 'no-script')}</noscript>
  </fieldset>`.html
}
