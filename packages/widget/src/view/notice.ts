import type { NoticeBlock, NoticeDocument, NoticeItem } from '@constat/core/notice'
import { noticeBlocks } from '@constat/core/notice'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { isRequired, offeredAnswers } from '../form/answer.ts'
import type { Receipt } from '../delivery/record.ts'
import { directionOf, spokenFor, textsFor, type Texts } from './texts/index.ts'

/** What the drawing depends on beside the notice. */
export type NoticeState = {
  readonly disabled: boolean
  /** Whether the element as a whole asks for an answer to every yes or no. */
  readonly required: boolean
  /** The question that an attempt to send the form found unanswered. */
  readonly missing: string | null
  /** What came of the last submit, or of the answers to the fallback. */
  readonly fate: Receipt | 'queued' | 'refused' | 'again' | null
}

/** A link that leaves the half-filled form where it is, and says so (RGAA 13.2). */
const outbound = (url: string, label: string, texts: Texts, isShown = true): TemplateResult =>
  html`<a
    part="link"
    ?data-shown=${isShown}
    href=${url}
    target="_blank"
    rel="noopener noreferrer"
    title=${`${label} (${texts.newWindow})`}
    >${label}</a
  >`

/** What a receipt says: its number, and where the person sees what she answered and withdraws it. */
export const drawReceipt = ({ id, manageUrl }: Receipt, texts: Texts): TemplateResult =>
  html`${texts.recorded} ${texts.number} ${id} ${outbound(manageUrl, texts.manage, texts, false)}`

const drawList = (items: readonly TemplateResult[]) =>
  items.length > 0
    ? html`<ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`
    : nothing

const drawItem = ({ text, links = [] }: NoticeItem, texts: Texts): TemplateResult =>
  html`<p data-shown>${text}</p>
    ${drawList(links.map(({ label, url }) => outbound(url, label, texts)))}`

/** The element's own words, and their direction: they may be in another language than the notice. */
type Words = Texts & { readonly dir: ReturnType<typeof directionOf> }

type QuestionBlock = Extract<NoticeBlock, { block: 'question' }>

/** One box under its own label, or the two equal answers of a yes/no under the question as legend (law.md CB-7). */
const drawQuestion = (
  { question, advertisers }: QuestionBlock,
  { missing, required }: NoticeState,
  texts: Words,
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
          id=${`${key}-${answer}`}
          name=${key}
          autocomplete="off"
          aria-describedby=${isBox ? `${key}-who` : nothing}
          ?required=${must}
          aria-invalid=${missing === key ? 'true' : nothing}
          value=${answer}
        /><label for=${`${key}-${answer}`} ?data-shown=${isBox} dir=${isBox ? nothing : texts.dir}
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
              aria-labelledby=${`${key}-legend ${key}-error`}
              aria-describedby=${`${key}-who`}
            >
              <legend id=${`${key}-legend`}>
                <span data-shown>${label}</span>${must ? ` (${texts.required})` : nothing}
              </legend>
              ${choices}
            </fieldset>
            <p part="error" id=${`${key}-error`} aria-live="polite" dir=${texts.dir}>
              ${missing === key ? texts.missing : nothing}
            </p>`
    }
    <div part="help" id=${`${key}-who`}>
      <span dir=${texts.dir}>${texts.who}</span>
      ${drawList(
        advertisers.map(({ legalName, url }) =>
          url ? outbound(url, legalName, texts) : html`<span data-shown>${legalName}</span>`,
        ),
      )}
    </div>
  </div>`
}

/** Draws a notice: core's blocks, the titles of its layers, and nothing else; without state, its information alone. */
export const drawNotice = (notice: NoticeDocument, isPlain: boolean, state?: NoticeState): TemplateResult => {
  const { locale } = notice
  const texts = { ...textsFor(locale), dir: directionOf(spokenFor(locale)) }
  const fate = state?.fate
  const blocks = noticeBlocks(notice).map((block) => {
    if (block.block === 'information') return drawItem(block.item, texts)
    if (block.block === 'question') return state && drawQuestion(block, state, texts)
    return html`<details part="layer">
      <summary part="summary" dir=${texts.dir}>${texts[block.layer]}</summary>
      ${block.items.map((item) => drawItem(item, texts))}
    </details>`
  })
  return html`<fieldset
    part="base"
    class=${isPlain ? 'plain' : nothing}
    lang=${spokenFor(locale)}
    dir=${directionOf(locale)}
    translate="no"
    ?disabled=${state?.disabled}
  >
    <legend part="legend" dir=${texts.dir}>${state ? texts.legend : texts.data}</legend>
    ${blocks}
    <p part="status" role="status" dir=${texts.dir}>
      ${typeof fate === 'string' ? texts[fate] : fate ? drawReceipt(fate, texts) : nothing}
    </p>
  </fieldset>`
}
