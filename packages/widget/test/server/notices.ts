import type { NoticeDocument, NoticeItem } from '@constat/core/notice'
import { devis } from '../notice.ts'

const link = (text: string, label: string): NoticeItem => ({
  text,
  links: [{ label, url: 'https://cuisines.example.fr/vos-donnees' }],
})
const item = (text: string): NoticeItem => ({ text })

/** The quote request as a server publishes it: a tick, a yes/no, a soft opt-in, and all that must be told. */
export const PUBLISHED: NoticeDocument = {
  ...devis,
  questions: devis.questions.map((question) =>
    question.key === 'partenaires'
      ? {
          ...question,
          label:
            'Acceptez-vous que votre adresse e-mail soit transmise à Sols de Loire SARL pour recevoir ses offres de cuisines équipées par e-mail ?',
        }
      : question,
  ),
  items: {
    ...devis.items,
    NR_PRO_ID: item('Qui vous appellera : Cuisines du Val SAS, et personne d’autre.'),
    NR_GOODS: item('Pour vous proposer des cuisines équipées, leur pose et leurs accessoires.'),
    NR_CHOICE: item('Vous êtes libre d’accepter ou non ; votre devis est le même si vous ne cochez rien.'),
    NR_DURABLE_ACCESS: link(
      'Le lien remis après l’envoi vous donne, sans compte, votre preuve.',
      'Ma preuve',
    ),
    PT_LIST: {
      text: 'Notre partenaire, si vous l’acceptez : Sols de Loire SARL.',
      links: [{ label: 'Sols de Loire', url: 'https://sols.example.fr' }],
    },
    SOI_INFO: item(
      'Votre adresse e-mail servira à vous proposer des produits analogues de Cuisines du Val, sauf si vous vous y opposez.',
    ),
    N13_PURPOSES: item('Établir votre devis ; prospecter par appel et par e-mail selon vos réponses.'),
    N13_LEGAL_BASIS: item(
      'Votre demande pour le devis ; votre consentement pour chaque accord ; notre intérêt légitime pour les produits analogues.',
    ),
    N13_RECIPIENTS: item('Nos conseillers, et Sols de Loire SARL si vous l’acceptez.'),
    N13_RETENTION: item('Trois ans après votre dernier contact.'),
    N13_RIGHTS: link(
      'Accès, rectification, effacement, limitation, opposition et portabilité : écrivez à contact@cuisines.example.fr.',
      'Exercer mes droits',
    ),
    N13_WITHDRAW: item('Vous pouvez retirer votre consentement à tout moment.'),
    N13_MANDATORY: item('Le nom et un moyen de vous joindre sont nécessaires ; vos choix sont facultatifs.'),
    N13_POSTMORTEM: item('Vous pouvez donner des directives sur vos données après votre décès.'),
    N21_OBJECTION_SEPARATE: item('Vous pouvez vous opposer à tout moment et sans frais à la prospection.'),
  },
}

type Words = {
  readonly label: { readonly [question: string]: string }
  readonly said: string
  readonly link: string
}

const WORDS: { readonly [locale: string]: Words } = {
  en: {
    label: {
      appel:
        'I agree that Cuisines du Val may call me to offer me fitted kitchens. Valid for one year, not renewed.',
      partenaires:
        'Do you agree that your e-mail address is passed to Sols de Loire to receive its offers by e-mail?',
      courriel: 'I object to receiving offers of Cuisines du Val by e-mail.',
    },
    said: 'This paragraph informs you about the use of your data and about your rights.',
    link: 'Your data',
  },
  ar: {
    label: {
      appel:
        'أوافق على أن تتصل بي شركة Cuisines du Val هاتفيًا لتعرض عليّ مطابخ مجهزة. لمدة سنة واحدة دون تجديد.',
      partenaires:
        'هل توافق على إرسال بريدك الإلكتروني إلى شركة Sols de Loire لتلقي عروضها عبر البريد الإلكتروني؟',
      courriel: 'أعترض على تلقي عروض Cuisines du Val عبر البريد الإلكتروني.',
    },
    said: 'تخبرك هذه الفقرة باستعمال بياناتك وبحقوقك.',
    link: 'بياناتك',
  },
  de: {
    label: {
      appel:
        'Ich willige ein, dass Cuisines du Val mich anruft, um mir Einbauküchen anzubieten. Ein Jahr gültig.',
      partenaires:
        'Willigen Sie ein, dass Ihre E-Mail-Adresse an Sols de Loire für Angebote per E-Mail geht?',
      courriel: 'Ich widerspreche Angeboten von Cuisines du Val per E-Mail.',
    },
    said: 'Dieser Absatz informiert über die Nutzung Ihrer Daten und über Ihre Rechte.',
    link: 'Ihre Daten',
  },
  es: {
    label: {
      appel: 'Acepto que Cuisines du Val me llame para ofrecerme cocinas equipadas. Válido un año.',
      partenaires: '¿Acepta que su correo electrónico se transmita a Sols de Loire para recibir sus ofertas?',
      courriel: 'Me opongo a recibir por correo electrónico las ofertas de Cuisines du Val.',
    },
    said: 'Este párrafo le informa sobre el uso de sus datos y sobre sus derechos.',
    link: 'Sus datos',
  },
  it: {
    label: {
      appel: 'Accetto che Cuisines du Val mi chiami per propormi cucine attrezzate. Valido un anno.',
      partenaires: 'Accetta che la sua e-mail sia trasmessa a Sols de Loire per ricevere le sue offerte?',
      courriel: 'Mi oppongo a ricevere per e-mail le offerte di Cuisines du Val.',
    },
    said: 'Questo paragrafo la informa sull’uso dei suoi dati e sui suoi diritti.',
    link: 'I suoi dati',
  },
  nl: {
    label: {
      appel: 'Ik stem ermee in dat Cuisines du Val mij belt om keukens aan te bieden. Een jaar geldig.',
      partenaires:
        'Stemt u ermee in dat uw e-mailadres naar Sols de Loire gaat voor aanbiedingen per e-mail?',
      courriel: 'Ik maak bezwaar tegen aanbiedingen van Cuisines du Val per e-mail.',
    },
    said: 'Deze alinea informeert u over het gebruik van uw gegevens en over uw rechten.',
    link: 'Uw gegevens',
  },
  pt: {
    label: {
      appel: 'Aceito que a Cuisines du Val me telefone para me propor cozinhas equipadas. Válido por um ano.',
      partenaires: 'Aceita que o seu e-mail seja transmitido à Sols de Loire para receber as suas ofertas?',
      courriel: 'Oponho-me a receber por e-mail as ofertas da Cuisines du Val.',
    },
    said: 'Este parágrafo informa sobre o uso dos seus dados e sobre os seus direitos.',
    link: 'Os seus dados',
  },
}

/** The languages in which the notice is published. */
export const LOCALES = ['fr', ...Object.keys(WORDS)]

/** The notice in one of {@link LOCALES}; outside French each item says that it is one, in the language. */
export const publishedIn = (locale: string): NoticeDocument => {
  const words = WORDS[locale]
  if (!words) return PUBLISHED
  return {
    ...PUBLISHED,
    locale,
    questions: PUBLISHED.questions.map((question) => ({
      ...question,
      label: words.label[question.key] ?? question.label,
    })),
    items: Object.fromEntries(
      Object.entries(PUBLISHED.items).map(([key, french]) => [
        key,
        french?.links ? link(words.said, words.link) : item(words.said),
      ]),
    ),
  }
}

/** A shorter notice, of a callback request: a tick and a yes/no. */
export const callbackIn = (locale: string): NoticeDocument => {
  const { questions, items, ...notice } = publishedIn(locale)
  const { SOI_INFO: _, N21_OBJECTION_SEPARATE: __, ...others } = items
  return {
    ...notice,
    key: 'rappel',
    questions: questions.filter(({ kind }) => kind === 'OPT_IN'),
    items: others,
  }
}

/** The notice under another key, with the yes/no requiring an answer. */
export const REQUIRED: NoticeDocument = {
  ...PUBLISHED,
  key: 'devis-reponse',
  questions: PUBLISHED.questions.map((question) => ({
    ...question,
    required: question.control === 'YES_NO',
  })),
}
