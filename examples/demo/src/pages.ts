import type { NoticeDocument } from '@constat/core/notice'
import type { Answer } from '@constat/core/vocabulary'
import { renderFallback } from '@constat/widget/fallback'
import { html, raw } from 'hono/html'
import type { FormPost, Settled } from './submission.ts'

type Html = ReturnType<typeof html>

const layout = (title: string, main: Html): Html =>
  html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <link rel="stylesheet" href="/demo/site.css" />
      </head>
      <body>
        <header><a href="/demo">Cuisines du Marais</a><span>Site de démonstration</span></header>
        <main>${main}</main>
      </body>
    </html>`

/** Where to go in the demo. */
export const startPage = (): Html =>
  layout(
    'Constat – démonstration',
    html`<h1>Constat</h1>
      <p class="lead">Le consentement à être contacté : recueilli, prouvé, consulté.</p>
      <ul>
        <li><a href="/demo">Le formulaire</a> : une demande de devis, quatre cases vides.</li>
        <li>
          <a href="/playground" hreflang="en">Playground</a> : essayer thèmes, langues et textes, copier le
          code.
        </li>
        <li><a href="/graphql" hreflang="en">GraphiQL</a> : demander si un numéro peut être appelé.</li>
      </ul>`,
  )

/** What the form page needs to know of the server and of the element's file. */
export type FormPage = {
  readonly document: NoticeDocument
  readonly sha256: string
  readonly siteKey: string
  readonly script: { readonly path: string; readonly integrity: string }
}

/** The quote-request form, with the element and its script-less fallback. */
export const formPage = ({ document, sha256, siteKey, script }: FormPage): Html =>
  layout(
    'Demande de devis – Cuisines du Marais',
    html`<h1>Demande de devis</h1>
      <p class="lead">Dites-nous qui vous êtes : un conseiller prépare votre devis sous deux jours.</p>
      <form method="post" action="/demo/devis">
        <p><label for="nom">Nom</label><input id="nom" name="nom" autocomplete="name" required /></p>
        <p>
          <label for="telephone">Téléphone</label
          ><input id="telephone" name="telephone" type="tel" autocomplete="tel" inputmode="tel" />
        </p>
        <p>
          <label for="email">E-mail</label><input id="email" name="email" type="email" autocomplete="email" />
        </p>
        <constat-choices server="/graphql" site-key="${siteKey}" notice="${document.key}" name="choices"
          >${raw(renderFallback(document, { name: 'choices', sha256 }))}</constat-choices
        >
        <p><button>Recevoir mon devis</button></p>
      </form>
      <script type="module" src="${script.path}" integrity="${script.integrity}"></script>`,
  )

const ANSWER_TEXT: { readonly [answer in Answer]: string } = {
  GRANTED: 'Accepté',
  REFUSED: 'Refusé',
  UNANSWERED: 'Case laissée vide',
  NOT_ASKED: 'Non demandé',
}

const answerTo = ({ choices }: FormPost, question: string): Answer =>
  choices.find((choice) => choice.question === question)?.answer ?? 'NOT_ASKED'

const answerRow =
  (post: FormPost) =>
  (question: NoticeDocument['questions'][number]): Html =>
    html`<tr>
      <th scope="row">${question.label}</th>
      <td>${ANSWER_TEXT[answerTo(post, question.key)]}</td>
    </tr>`

const settledText = (settled: Settled): Html =>
  settled.kind === 'receipt'
    ? html`<p>
          Vos réponses sont enregistrées sous le reçu
          <code data-receipt>${settled.receipt.id}</code
          >${settled.from === 'server' ? ' (transmises par notre serveur)' : ''}.
        </p>
        <p><a class="manage" href="${settled.receipt.manageUrl}">Voir ou retirer mes accords</a></p>
        <details>
          <summary>La preuve signée</summary>
          <pre data-statement>${settled.receipt.statement}</pre>
        </details>`
    : html`<p>
          Votre demande de devis est bien reçue, mais vos réponses aux cases n’ont pas pu être enregistrées :
        </p>
        <ul class="issues">
          ${settled.messages.map((message) => html`<li>${message}</li>`)}
        </ul>`

/** What the back end shows after the form: the answers and the receipt. */
export const thanksPage = (document: NoticeDocument, post: FormPost, settled: Settled): Html =>
  layout(
    'Merci – Cuisines du Marais',
    html`<h1>Merci ${post.name}</h1>
      <p class="lead">Votre demande de devis est en route.</p>
      <table>
        <caption>
          Vos réponses
        </caption>
        <tbody>
          ${document.questions.map(answerRow(post))}
        </tbody>
      </table>
      ${settledText(settled)}
      ${post.origin === 'no-script' ? html`<p>Votre navigateur n’exécute pas de script : ce que vous avez vu n’a pas été mesuré.</p>` : ''}`,
  )
