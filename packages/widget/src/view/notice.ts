import type { NoticeBlock, NoticeDocument, NoticeItem, NoticeParty } from '@constat/core/notice'
import { noticeBlocks } from '@constat/core/notice'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { isRequired, offeredAnswers, type ShownAnswer } from '../form/answer.ts'
import type { Receipt } from '../delivery/record.ts'
import { directionOf, textsFor, type Texts } from './texts/index.ts'

/** What the drawing depends on beside the notice. */
export type NoticeState = {
  readonly disabled: boolean
  /** Whether the element as a whole asks for an answer to every yes or no. */
  readonly required: boolean
  /** The question that an attempt to send the form found unanswered. */
  readonly missing: string | null
  /** What came of the last submit. */
  readonly result: Receipt | 'queued' | null
  /** Whether the colours of the site are too weak, and the system's stand in. */
  readonly plain: boolean
}

/** What the drawing tells the element. */
export type NoticeActs = {
  readonly click: (event: Event) => void
  readonly answer: (event: Event, question: string, answer: ShownAnswer) => void
  readonly change: (event: Event) => void
  readonly open: (event: Event) => void
}

/** A link that leaves the half-filled form where it is, and says so (RGAA 13.2). */
const outbound = (url: string, label: string, texts: Texts, isShown: boolean): TemplateResult =>
  html`<a
    part="link"
    ?data-shown=${isShown}
    href=${url}
    target="_blank"
    rel="noopener noreferrer"
    title="${label} (${texts.newWindow})"
    >${label}</a
  >`

/** Where the person sees what she answered, and withdraws it. */
export const drawManage = ({ manageUrl }: Receipt, texts: Texts): TemplateResult =>
  outbound(manageUrl, texts.manage, texts, false)

const drawList = (items: readonly TemplateResult[]) =>
  html`<ul>
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`

const drawItem = ({ text, links = [] }: NoticeItem, texts: Texts): TemplateResult => html`
  <p data-shown>${text}</p>
  ${links.length > 0 ? drawList(links.map(({ label, url }) => outbound(url, label, texts, true))) : nothing}
`

const drawParty = ({ legalName, url }: NoticeParty, texts: Texts) =>
  url ? outbound(url, legalName, texts, true) : html`<span data-shown>${legalName}</span>`

type QuestionBlock = Extract<NoticeBlock, { block: 'question' }>

/** One box under its own label, or the two equal answers of a yes/no under the question as legend (law.md CB-7). */
const drawQuestion = (
  { question, advertisers }: QuestionBlock,
  { missing, required }: NoticeState,
  { answer: onAnswer }: NoticeActs,
  texts: Texts,
): TemplateResult => {
  const { key, label } = question
  const offered = offeredAnswers(question)
  const isBox = offered.length === 1
  const must = isRequired(question, required)
  const choices = offered.map(
    (answer) =>
      html`<div part="choice" data-question=${isBox ? key : nothing}>
        <input
          type=${isBox ? 'checkbox' : 'radio'}
          id="${key}-${answer}"
          name=${key}
          autocomplete="off"
          aria-describedby=${isBox ? `${key}-who` : nothing}
          ?required=${must}
          value=${answer}
          @input=${(event: Event) => onAnswer(event, key, answer)}
        /><label for="${key}-${answer}" ?data-shown=${isBox}
          >${isBox ? label : answer === 'GRANTED' ? texts.yes : texts.no}</label
        >
      </div>`,
  )
  return html`<div part="question">
    ${
      isBox
        ? choices
        : html`<fieldset
              role="group"
              data-question=${key}
              aria-labelledby="${key}-legend ${key}-error"
              aria-describedby="${key}-who"
            >
              <legend id="${key}-legend">
                <span data-shown>${label}</span>${must ? ` (${texts.required})` : nothing}
              </legend>
              ${choices}
            </fieldset>
            <p part="error" id="${key}-error" aria-live="polite">
              ${missing === key ? texts.missing : nothing}
            </p>`
    }
    <div part="help" id="${key}-who">
      <span>${texts.who}</span>
      ${drawList(advertisers.map((party) => drawParty(party, texts)))}
    </div>
  </div>`
}

const drawLayer = (
  { layer, items }: Extract<NoticeBlock, { block: 'layer' }>,
  texts: Texts,
  onOpen?: NoticeActs['open'],
): TemplateResult =>
  html`<details part="layer">
    <summary part="summary" @click=${onOpen ?? nothing}>${texts[layer]}</summary>
    ${items.map((item) => drawItem(item, texts))}
  </details>`

/** Draws a notice: core's blocks, the titles of its layers, and nothing else. */
export const drawNotice = (notice: NoticeDocument, state: NoticeState, acts: NoticeActs): TemplateResult => {
  const texts = textsFor(notice.locale)
  const { result } = state
  return html`<fieldset
    part="base"
    class=${state.plain ? 'plain' : nothing}
    lang=${notice.locale}
    dir=${directionOf(notice.locale)}
    translate="no"
    ?disabled=${state.disabled}
    @click=${acts.click}
    @change=${acts.change}
  >
    <legend part="legend">${texts.legend}</legend>
    ${noticeBlocks(notice).map((block) =>
      block.block === 'question'
        ? drawQuestion(block, state, acts, texts)
        : block.block === 'layer'
          ? drawLayer(block, texts, acts.open)
          : drawItem(block.item, texts),
    )}
    <p part="status" role="status">
      ${
        result === 'queued'
          ? texts.queued
          : result
            ? html`${texts.recorded} ${texts.number} ${result.id} ${drawManage(result, texts)}`
            : nothing
      }
    </p>
  </fieldset>`
}

/** Draws the information of a notice alone, without its questions. */
export const drawInformation = (notice: NoticeDocument, plain: boolean): TemplateResult => {
  const texts = textsFor(notice.locale)
  return html`<section
    part="base"
    class=${plain ? 'plain' : nothing}
    lang=${notice.locale}
    dir=${directionOf(notice.locale)}
    translate="no"
    aria-labelledby="title"
  >
    <p part="legend" id="title">${texts.data}</p>
    ${noticeBlocks(notice).map((block) =>
      block.block === 'question'
        ? nothing
        : block.block === 'layer'
          ? drawLayer(block, texts)
          : drawItem(block.item, texts),
    )}
  </section>`
}
