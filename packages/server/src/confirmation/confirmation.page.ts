import { html } from 'hono/html'
import { page, type Html } from '../consent/person.page.ts'
import type { LinkView } from './confirm.service.ts'

type Texts = {
  readonly title: string
  readonly given: (hint: string, controller: string) => string
  readonly confirm: string
  readonly explain: string
  readonly CONFIRMED: string
  readonly EXPIRED: string
  readonly OVER: string
  readonly unknown: string
}

const FR: Texts = {
  title: 'Confirmer vos choix de contact',
  given: (hint, controller) => `Dans un formulaire de ${controller}, avec ${hint}, cet accord a été donné :`,
  confirm: 'Je confirme',
  explain: 'Vous n’avez rien demandé ? Fermez cette page : rien n’est confirmé sans vous.',
  CONFIRMED: 'C’est confirmé. Vous pouvez retirer cet accord à tout moment.',
  EXPIRED:
    'Ce lien ne vaut plus : il durait dix minutes, ou jusqu’au suivant. Rien n’a été confirmé par lui.',
  OVER: 'Il n’y a plus rien à confirmer ici.',
  unknown: 'Ce lien n’ouvre rien. Vérifiez qu’il est entier.',
}

const EN: Texts = {
  title: 'Confirm your contact choices',
  given: (hint, controller) => `In a form of ${controller}, with ${hint}, this agreement was given:`,
  confirm: 'I confirm',
  explain: 'You asked for nothing? Close this page: nothing is confirmed without you.',
  CONFIRMED: 'It is confirmed. You may withdraw this agreement at any time.',
  EXPIRED:
    'This link has ended: it held for ten minutes, or until a newer one was sent. Nothing was confirmed by it.',
  OVER: 'There is nothing left to confirm here.',
  unknown: 'This link opens nothing. Check that it is whole.',
}

const textsOf = (locale: string): Texts => (locale.startsWith('fr') ? FR : EN)

/** The page of a link: the agreement as it was shown, and the button that confirms it. */
export const confirmationPage = (view: LinkView): Html => {
  if (view.state !== 'ASKED') {
    const texts = textsOf(view.locale)
    const heading = html`<h1>${texts.title}</h1>
      <p role="status">${texts[view.state]}</p>`
    return page(view.locale, texts.title, heading)
  }
  const { document, questions } = view.confirmable
  const texts = textsOf(document.locale)
  const controller = document.parties.find(({ key }) => key === document.controller)?.legalName ?? ''
  return page(
    document.locale,
    texts.title,
    html`<h1>${texts.title}</h1>
      <p>${texts.given(view.contactHint ?? '', controller)}</p>
      <ul>
        ${questions.map(({ label }) => html`<li>${label}</li>`)}
      </ul>
      <form method="post"><button>${texts.confirm}</button></form>
      <p>${texts.explain}</p>`,
  )
}

/** The page of a link that opens nothing; in both languages, as nothing tells whose it is. */
export const unknownConfirmationPage = (): Html =>
  page(
    'fr',
    FR.title,
    html`<h1>${FR.title}</h1>
      <p>${FR.unknown}</p>
      <p lang="en">${EN.unknown}</p>`,
  )
