import type { ConfirmationMeans } from '@constat/store'
import { html } from 'hono/html'

/** What a person is asked to confirm. */
export type Asking = {
  /** BCP 47 tag of the notice. */
  readonly locale: string
  /** Legal name of the controller. */
  readonly controller: string
  /** The questions as they were shown. */
  readonly labels: readonly string[]
  readonly means: ConfirmationMeans
  /** The code, or the URL of the link. */
  readonly secret: string
  /** How long it holds. */
  readonly minutes: number
}

/** A mail without its addressee. */
export type Mail = { readonly subject: string; readonly text: string; readonly html: string }

type Texts = {
  readonly subject: (controller: string) => string
  readonly intro: (controller: string) => string
  readonly code: (code: string, minutes: number) => string
  readonly link: (minutes: number) => string
  readonly confirm: string
  readonly ignore: string
  readonly sms: (controller: string) => string
  readonly smsCode: (code: string, minutes: number) => string
  readonly smsLink: (url: string, minutes: number) => string
  readonly smsIgnore: string
}

const FR: Texts = {
  subject: (controller) => `Confirmez vos choix de contact (${controller})`,
  intro: (controller) => `Cette adresse a été donnée dans un formulaire de ${controller} avec cet accord :`,
  code: (code, minutes) => `Votre code de confirmation : ${code}. Il vaut ${minutes} minutes.`,
  link: (minutes) => `Pour confirmer, ouvrez ce lien et appuyez sur le bouton. Il vaut ${minutes} minutes.`,
  confirm: 'Voir et confirmer mes choix',
  ignore: 'Vous n’avez rien demandé ? Ne faites rien : rien n’est confirmé sans vous.',
  sms: (controller) => `${controller} : confirmez vos choix de contact.`,
  smsCode: (code, minutes) => `Code ${code}, valable ${minutes} min.`,
  smsLink: (url, minutes) => `${url} (${minutes} min)`,
  smsIgnore: 'Pas vous ? Ne faites rien.',
}

const EN: Texts = {
  subject: (controller) => `Confirm your contact choices (${controller})`,
  intro: (controller) => `This address was given in a form of ${controller} with this agreement:`,
  code: (code, minutes) => `Your confirmation code: ${code}. It holds for ${minutes} minutes.`,
  link: (minutes) => `To confirm, open this link and press the button. It holds for ${minutes} minutes.`,
  confirm: 'See and confirm my choices',
  ignore: 'You asked for nothing? Do nothing: nothing is confirmed without you.',
  sms: (controller) => `${controller}: confirm your contact choices.`,
  smsCode: (code, minutes) => `Code ${code}, valid ${minutes} min.`,
  smsLink: (url, minutes) => `${url} (${minutes} min)`,
  smsIgnore: 'Not you? Do nothing.',
}

const textsOf = (locale: string): Texts => (locale.startsWith('fr') ? FR : EN)

/** The mail that asks to confirm, in the language of the notice: plain text, and the same as HTML without image or tracker. */
export const mailOf = async ({
  locale,
  controller,
  labels,
  means,
  secret,
  minutes,
}: Asking): Promise<Mail> => {
  const texts = textsOf(locale)
  const how = means === 'CODE' ? texts.code(secret, minutes) : texts.link(minutes)
  const link = means === 'LINK' ? [secret, ''] : []
  const button = means === 'LINK' ? html`<p><a href="${secret}">${texts.confirm}</a></p>` : ''
  const document = html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <title>${texts.subject(controller)}</title>
      </head>
      <body>
        <p>${texts.intro(controller)}</p>
        <ul>
          ${labels.map((label) => html`<li>${label}</li>`)}
        </ul>
        <p>${how}</p>
        ${button}
        <p>${texts.ignore}</p>
      </body>
    </html>`
  return {
    subject: texts.subject(controller),
    text: [
      texts.intro(controller),
      ...labels.map((label) => `- ${label}`),
      '',
      how,
      '',
      ...link,
      texts.ignore,
      '',
    ].join('\n'),
    // What is marked as escaped is an object, which a mailer takes for none of its own.
    html: (await document).toString(),
  }
}

/** The same in one text message; what is agreed to stands behind the link, or beside the field for the code. */
export const smsOf = ({ locale, controller, means, secret, minutes }: Asking): string => {
  const texts = textsOf(locale)
  const how = means === 'CODE' ? texts.smsCode(secret, minutes) : texts.smsLink(secret, minutes)
  return `${texts.sms(controller)} ${how} ${texts.smsIgnore}`
}
