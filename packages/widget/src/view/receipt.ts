import { html, type TemplateResult } from 'lit/html.js'
import type { Receipt } from '../delivery/record.ts'
import { drawManage } from './notice.ts'
import { directionOf, textsFor } from './texts/index.ts'

/** Draws a receipt in the language of the page. */
export const drawReceipt = (receipt: Receipt, lang: string): TemplateResult => {
  const texts = textsFor(lang)
  return html`<section part="base" lang=${lang} dir=${directionOf(lang)} aria-labelledby="title">
    <p part="legend" id="title">${texts.recorded}</p>
    <p>${texts.number} ${receipt.id}</p>
    <p>${drawManage(receipt, texts)}</p>
    <button type="button" @click=${() => print()}>${texts.print}</button>
  </section>`
}
