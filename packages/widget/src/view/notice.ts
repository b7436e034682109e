import type { NoticeBlock, NoticeDocument, NoticeItem, NoticeParty } from '@constat/core/notice'
import { noticeBlocks } from '@constat/core/notice'
import { html, nothing, type TemplateResult } from 'lit'
import { offeredAnswers, type ShownAnswer } from '../form/answer.ts'
import type { Texts } from './texts/index.ts'

/** What the drawing depends on beside the notice. */
export type NoticeState = {
  readonly disabled: boolean
  /** The question that an attempt to send the form found unanswered. */
  readonly missing: string | null
  readonly manageUrl: string | null
}

/** What the drawing tells the element. */
export type NoticeActs = {
  readonly click: (event: Event) => void
  readonly answer: (event: Event, question: string, answer: ShownAnswer) => void
  readonly change: (event: Event) => void
  readonly open: (event: Event) => void
}

/** A link that leaves the half-filled form where it is, and says so (RGAA 13.2). */
const outbound = (url: string, label: string, texts: Texts): TemplateResult =>
  html`<a data-shown href=${url} target="_blank" rel="noopener" title="${label} (${texts.newWindow})"
    >${label}</a
  >`

const drawItem = (item: NoticeItem, texts: Texts): TemplateResult => html`
  <p data-shown>${item.text}</p>
  ${
    item.links?.length
      ? html`<ul>
          ${item.links.map(({ label, url }) => html`<li>${outbound(url, label, texts)}</li>`)}
        </ul>`
      : nothing
  }
`

const drawParty = ({ legalName, url }: NoticeParty, texts: Texts) =>
  url ? outbound(url, legalName, texts) : html`<span data-shown>${legalName}</span>`

const drawParties = (parties: readonly NoticeParty[], id: string, texts: Texts): TemplateResult =>
  html`<div class="who" id=${id}>
    <span>${texts.who}</span>
    <ul>
      ${parties.map((party) => html`<li>${drawParty(party, texts)}</li>`)}
    </ul>
  </div>`

type QuestionBlock = Extract<NoticeBlock, { block: 'question' }>

/** One box under its own label, or the two equal answers of a yes/no under the question as legend (law.md CB-7). */
const drawQuestion = (
  { question, advertisers }: QuestionBlock,
  { missing }: NoticeState,
  acts: NoticeActs,
  texts: Texts,
): TemplateResult => {
  const { key } = question
  const offered = offeredAnswers(question)
  const control = (type: 'checkbox' | 'radio', answer: ShownAnswer) =>
    html`<input
      type=${type}
      id="${key}-${answer}"
      name=${key}
      autocomplete="off"
      aria-describedby=${type === 'checkbox' ? `${key}-who` : nothing}
      value=${answer}
      @input=${(event: Event) => acts.answer(event, key, answer)}
    />`

  return offered.length === 1
    ? html`<div class="question">
        <div class="row" data-question=${key}>
          ${offered.map((answer) => control('checkbox', answer))}
          <label for="${key}-${offered[0]}" data-shown>${question.label}</label>
        </div>
        ${drawParties(advertisers, `${key}-who`, texts)}
      </div>`
    : html`<div class="question">
        <fieldset data-question=${key} aria-describedby="${key}-error ${key}-who">
          <legend data-shown>${question.label}</legend>
          <div class="answers">
            ${offered.map(
              (answer) =>
                html`<div class="row">
                  ${control('radio', answer)}
                  <label for="${key}-${answer}">${answer === 'GRANTED' ? texts.yes : texts.no}</label>
                </div>`,
            )}
          </div>
        </fieldset>
        <p class="error" id="${key}-error" aria-live="polite">${missing === key ? texts.missing : nothing}</p>
        ${drawParties(advertisers, `${key}-who`, texts)}
      </div>`
}

const drawBlock = (
  block: NoticeBlock,
  state: NoticeState,
  acts: NoticeActs,
  texts: Texts,
): TemplateResult => {
  if (block.block === 'information') return drawItem(block.item, texts)
  if (block.block === 'question') return drawQuestion(block, state, acts, texts)
  return html`<details>
    <summary @click=${acts.open}>${texts[block.layer]}</summary>
    ${block.items.map((item) => drawItem(item, texts))}
  </details>`
}

/** Draws a notice: core's blocks, the titles of its layers, and nothing else. */
export const drawNotice = (
  notice: NoticeDocument,
  state: NoticeState,
  acts: NoticeActs,
  texts: Texts,
): TemplateResult =>
  html`<fieldset
    class="notice"
    lang=${notice.locale}
    translate="no"
    ?disabled=${state.disabled}
    @click=${acts.click}
    @change=${acts.change}
  >
    <legend>${texts.legend}</legend>
    ${noticeBlocks(notice).map((block) => drawBlock(block, state, acts, texts))}
    <p class="status" role="status">
      ${
        state.manageUrl
          ? html`${texts.recorded}
              <a
                href=${state.manageUrl}
                target="_blank"
                rel="noopener noreferrer"
                title="${texts.manage} (${texts.newWindow})"
                >${texts.manage}</a
              >`
          : nothing
      }
    </p>
  </fieldset>`
