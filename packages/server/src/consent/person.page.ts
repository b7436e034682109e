import { createHash } from 'node:crypto'
import { noticeBlocks, type NoticeBlock, type NoticeItem } from '@constat/core/notice'
import { html, raw } from 'hono/html'
import type { PersonView } from './person.service.ts'

export type Html = ReturnType<typeof html>

type Texts = {
  readonly title: string
  readonly recorded: (date: string, hint: string | null) => string
  readonly granted: string
  readonly refused: string
  readonly ended: string
  readonly withdraw: string
  readonly explain: string
  readonly done: string
  readonly none: string
  readonly unknown: string
  readonly erased: (date: string) => string
  readonly more: string
}

const FR: Texts = {
  title: 'Vos choix de contact',
  recorded: (date, hint) => `Enregistrés le ${date}${hint ? ` pour ${hint}` : ''}.`,
  granted: 'Vous acceptez',
  refused: 'Pas d’accord donné',
  ended: 'Accord retiré',
  withdraw: 'Retirer mes accords',
  explain: 'Ce bouton met fin à tous les accords de cette page, tout de suite. Vous n’avez rien à justifier.',
  done: 'Vos accords sont retirés. Plus personne ne peut s’en servir pour vous contacter.',
  none: 'Aucun accord n’est en cours ici.',
  unknown: 'Ce lien n’ouvre aucun enregistrement. Vérifiez qu’il est entier.',
  erased: (date) =>
    `L’enregistrement de ce lien a été effacé le ${date}. Il n’en reste ici ni coordonnée ni réponse ; une opposition que vous auriez faite reste respectée.`,
  more: 'Vos informations et vos droits',
}

const EN: Texts = {
  title: 'Your contact choices',
  recorded: (date, hint) => `Recorded on ${date}${hint ? ` for ${hint}` : ''}.`,
  granted: 'You agree',
  refused: 'No agreement given',
  ended: 'Agreement withdrawn',
  withdraw: 'Withdraw my agreements',
  explain: 'This button ends every agreement on this page, at once. You need not give a reason.',
  done: 'Your agreements are withdrawn. No one may use them to contact you any more.',
  none: 'No agreement stands here.',
  unknown: 'This link opens no record. Check that it is whole.',
  erased: (date) =>
    `The record of this link was erased on ${date}. Neither contact nor answer of it is left here; an objection that you made is still respected.`,
  more: 'Your information and your rights',
}

const textsOf = (locale: string): Texts => (locale.startsWith('fr') ? FR : EN)

const STYLE = `
:root{color-scheme:light dark;font:1rem/1.6 system-ui,sans-serif}
body{max-inline-size:42rem;margin-inline:auto;padding:2rem 1.25rem}
h1{font-size:1.6rem;line-height:1.25}
ul{list-style:none;padding:0;margin-block:1.5rem}
li{padding-block:.9rem;border-block-end:1px solid color-mix(in srgb,currentColor 20%,transparent)}
li strong{display:block}
button{font:inherit;font-weight:600;min-block-size:3rem;padding:.6rem 1.4rem;border-radius:.4rem;border:2px solid currentColor;background:Canvas;color:CanvasText;cursor:pointer}
button:focus-visible{outline:3px solid Highlight;outline-offset:2px}
[role=status]{padding:1rem;border-inline-start:4px solid #18753c;background:color-mix(in srgb,#18753c 10%,Canvas)}
details{margin-block-start:2rem}
summary{cursor:pointer;min-block-size:1.5rem}
`

// Whole and raw: the policy allows exactly these bytes.
const STYLE_ELEMENT = `<style>${STYLE}</style>`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** Headers of every page of the person: nothing is kept, followed, indexed or leaked in a referrer. */
export const PERSON_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
} as const

/** A page of the person, without script. */
export const page = (locale: string, title: string, main: Html): Html =>
  html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${raw(STYLE_ELEMENT)}
      </head>
      <body>
        <main>${main}</main>
      </body>
    </html>`

const item = ({ text, links = [] }: NoticeItem): Html =>
  html`<p>${text}${links.map(({ label, url }) => html` <a href="${url}">${label}</a>`)}</p>`

const stateOf = (view: PersonView, key: string, texts: Texts): string => {
  if (view.standing.includes(key)) return texts.granted
  return view.granted.includes(key) ? texts.ended : texts.refused
}

const drawQuestion = (view: PersonView, texts: Texts, block: NoticeBlock): Html | '' =>
  block.block === 'question'
    ? html`<li>
        <strong>${stateOf(view, block.question.key, texts)}</strong>
        <span>${block.question.label}</span>
      </li>`
    : ''

const drawInformation = (block: NoticeBlock): readonly Html[] => {
  switch (block.block) {
    case 'information':
      return [item(block.item)]
    case 'layer':
      return block.items.map(item)
    case 'question':
      return []
  }
}

const action = (view: PersonView, texts: Texts): Html => {
  if (view.standing.length > 0) {
    return html`<p>${texts.explain}</p>
      <form method="post"><button>${texts.withdraw}</button></form>`
  }
  return html`<p role="status">${view.withdrawn ? texts.done : texts.none}</p>`
}

const dateIn = (locale: string, instant: number): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  }).format(instant)

/** The page of one submission: what was asked and answered, and one button that ends it (GDPR art. 7(3)). */
export const personPage = (view: PersonView): Html => {
  const { locale } = view.document
  const texts = textsOf(locale)
  const date = dateIn(locale, view.submission.recordedAt)
  const blocks = noticeBlocks(view.document)
  return page(
    locale,
    texts.title,
    html`<h1>${texts.title}</h1>
      <p>${texts.recorded(date, view.contactHint)}</p>
      <ul>
        ${blocks.map((block) => drawQuestion(view, texts, block))}
      </ul>
      ${action(view, texts)}
      <details>
        <summary>${texts.more}</summary>
        ${blocks.flatMap(drawInformation)}
      </details>`,
  )
}

/** The page of a link that opens nothing; in both languages, as nothing tells whose it is. */
export const unknownPage = (): Html =>
  page(
    'fr',
    FR.title,
    html`<h1>${FR.title}</h1>
      <p>${FR.unknown}</p>
      <p lang="en">${EN.unknown}</p>`,
  )

/** The page of a link whose record is gone: it can still tell since when. */
export const erasedPage = (erasedAt: number): Html =>
  page(
    'fr',
    FR.title,
    html`<h1>${FR.title}</h1>
      <p>${FR.erased(dateIn('fr', erasedAt))}</p>
      <p lang="en">${EN.erased(dateIn('en', erasedAt))}</p>`,
  )
