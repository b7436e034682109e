import type { NoticeDocument, NoticeItem, NoticeQuestion } from '@constat/core/notice'
import { callQuestion, lawfulNotice, objectionQuestion, partnerQuestion } from './notices.ts'

/** Notices as sites write them. */
/** A link to a page of the site. */
export const page = (label: string, path: string): NoticeItem['links'] => [
  { label, url: `https://site.example/${path}` },
]

/** A site and what its notice says. */
type Site = {
  readonly who: string
  readonly goods: string
  readonly questions: readonly Partial<NoticeQuestion>[]
  readonly items: NoticeDocument['items']
  readonly change?: Partial<NoticeDocument>
}

/** The notice of a site. */
export const siteNotice = ({ who, goods, questions, items, change }: Site): NoticeDocument => ({
  ...lawfulNotice(),
  controller: 'site',
  parties: [
    { key: 'site', legalName: who, contact: 'mailto:contact@site.example' },
    { key: 'sols', legalName: 'Sols de Loire SARL', url: 'https://sols.example' },
  ],
  goods: [{ key: 'bien', label: goods, sector: 'GENERAL' }],
  questions: questions.map((each) => callQuestion({ advertisers: ['site'], goods: ['bien'], ...each })),
  items,
  ...change,
})

/** What a cautious site tells whatever it asks. */
export const data = (who: string): NoticeDocument['items'] => ({
  N13_CONTROLLER: {
    text: `${who}, 4 place du Marché, 37000 Tours, est responsable du traitement de vos données.`,
  },
  N13_PURPOSES: {
    text: 'Répondre à votre demande et, avec votre accord, vous adresser nos propositions commerciales.',
  },
  N13_LEGAL_BASIS: {
    text: 'Votre demande (mesures précontractuelles) et, pour la prospection, votre consentement.',
  },
  N13_RECIPIENTS: {
    text: 'Vos données sont lues par nos seuls conseillers et par notre hébergeur, situé en France.',
  },
  N13_RETENTION: {
    text: 'Nous effaçons vos coordonnées trois ans après le dernier contact venant de vous. En cas d’achat, les factures sont conservées dix ans comme la loi l’exige.',
  },
  N13_RIGHTS: {
    text: 'Vous pouvez accéder à vos données, les faire rectifier ou effacer, en demander la limitation ou la portabilité et vous opposer à leur usage.',
  },
  N13_WITHDRAW: {
    text: 'Changer d’avis est possible à tout moment, gratuitement et sans motif.',
    links: page('Retirer mon accord', 'retrait'),
  },
  N13_COMPLAINT: { text: 'Une réclamation peut être déposée auprès de la CNIL (cnil.fr).' },
  N13_MANDATORY: {
    text: 'Seuls le nom et le téléphone sont obligatoires pour traiter votre demande. Les cases, elles, sont libres.',
  },
  N13_POSTMORTEM: { text: 'Vous pouvez décider du sort de vos données après votre mort.' },
})

export const calls = (who: string, goods: string): NoticeDocument['items'] => ({
  NCC_PHONE_INFO: {
    text: 'Le démarchage téléphonique suppose votre accord préalable, sauf s’il porte sur un contrat en cours.',
  },
  NR_PRO_ID: { text: `L’appel vient de ${who} et de personne d’autre.` },
  NR_GOODS: { text: `Nous vous parlerons de ${goods}.` },
  NR_CHOICE: { text: 'Cochez ou ne cochez pas : votre demande est traitée dans les deux cas.' },
  NR_PERIOD: { text: 'Votre accord vaut douze mois à compter d’aujourd’hui et s’éteint de lui-même.' },
  NR_WITHDRAWAL: {
    text: 'Dites-le à l’appelant, répondez au courriel de confirmation ou cliquez sur le lien : c’est sans frais.',
    links: page('Ne plus être appelé', 'retrait'),
  },
  NR_DURABLE_ACCESS: {
    text: 'Un fichier PDF retraçant votre accord vous est envoyé par courriel.',
    links: page('Recevoir ma preuve', 'preuve'),
  },
})

/** Lawful notices, by what they are of. */
export const LAWFUL_SITES: readonly (readonly [what: string, site: Site])[] = [
  [
    'a window fitter',
    {
      who: 'Fenêtres Martin SAS',
      goods: 'fenêtres et volets',
      questions: [
        {
          label:
            'Oui, Fenêtres Martin peut me téléphoner au sujet de ses fenêtres et volets. Cet accord dure un an au maximum.',
        },
      ],
      items: { ...data('Fenêtres Martin SAS'), ...calls('Fenêtres Martin SAS', 'fenêtres et volets') },
    },
  ],
  [
    'a gym that writes by e-mail',
    {
      who: 'Forme & Cie SARL',
      goods: 'abonnements de sport',
      questions: [
        {
          channel: 'EMAIL',
          periodDays: undefined,
          label: 'J’accepte de recevoir par mail l’actualité et les abonnements de sport de Forme & Cie.',
        },
      ],
      items: data('Forme & Cie SARL'),
    },
  ],
  [
    'a wine merchant that sends SMS',
    {
      who: 'Caves du Roi SAS',
      goods: 'vins et spiritueux',
      questions: [
        {
          channel: 'SMS',
          periodDays: undefined,
          label: 'Prévenez-moi par SMS des ventes de vins et spiritueux des Caves du Roi (facultatif).',
        },
      ],
      items: {
        ...data('Caves du Roi SAS'),
        NCC_PHONE_INFO: {
          text: 'Votre numéro sert à vous livrer ; sans votre accord, aucun appel commercial.',
        },
      },
    },
  ],
  [
    'a bookshop and its customers',
    {
      who: 'Librairie des Halles SARL',
      goods: 'livres',
      questions: [
        {
          ...objectionQuestion(),
          advertisers: ['site'],
          goods: ['bien'],
          label: 'Je préfère ne pas recevoir d’e-mails de la Librairie des Halles sur ses livres.',
        },
      ],
      items: {
        ...data('Librairie des Halles SARL'),
        N13_LEGAL_BASIS: { text: 'Le contrat, et notre intérêt légitime à vous parler de livres.' },
        N21_OBJECTION_SEPARATE: { text: 'Vous pouvez vous opposer à tout moment à ces messages.' },
        SOI_INFO: { text: 'Votre adresse peut servir à vous proposer d’autres livres.' },
      },
    },
  ],
  [
    'a kitchen maker and a flooring partner',
    {
      who: 'Cuisines du Val SAS',
      goods: 'parquets',
      questions: [
        {
          ...partnerQuestion(),
          goods: ['bien'],
          label:
            'J’accepte que Cuisines du Val communique mon adresse e-mail à Sols de Loire, qui m’écrira par e-mail au sujet de ses parquets.',
        },
      ],
      items: {
        ...data('Cuisines du Val SAS'),
        N13_RECIPIENTS: { text: 'Nos équipes et, seulement si vous l’acceptez, Sols de Loire.' },
        PT_LIST: { text: 'Un seul partenaire : Sols de Loire SARL, spécialiste du parquet.' },
      },
    },
  ],
  [
    'a broker of mortgages, with an answer to give',
    {
      who: 'Crédit Clair SAS',
      goods: 'crédit immobilier',
      questions: [
        {
          control: 'YES_NO',
          required: true,
          label:
            'Acceptez-vous que Crédit Clair vous appelle à propos d’un crédit immobilier (jusqu’à 25 ans de remboursement) ?',
        },
      ],
      items: {
        ...data('Crédit Clair SAS'),
        ...calls('Crédit Clair SAS', 'crédit immobilier'),
        N13_MANDATORY: {
          text: 'Une réponse est attendue à chaque question ; « non » convient aussi bien que « oui ».',
        },
      },
    },
  ],
  [
    'a house of training for firms',
    {
      who: 'Formations Atlas SAS',
      goods: 'formations bureautiques',
      questions: [
        {
          ...objectionQuestion({ kind: 'OPT_OUT' }),
          advertisers: ['site'],
          goods: ['bien'],
          label: 'Je m’oppose à recevoir par courriel les propositions de Formations Atlas.',
        },
      ],
      items: {
        ...data('Formations Atlas SAS'),
        N13_LEGIT_INTEREST: { text: 'Faire connaître nos formations aux entreprises.' },
        N13_LEGAL_BASIS: { text: 'Notre intérêt légitime.' },
        N21_OBJECTION_SEPARATE: { text: 'Vous pouvez vous y opposer à tout moment, sans frais.' },
        B2B_INFO: { text: 'Votre adresse professionnelle peut servir à vous proposer nos formations.' },
      },
      change: { audience: 'B2B_PROFESSIONAL' },
    },
  ],
  [
    'an association that polls its readers',
    {
      who: 'Observatoire du Livre',
      goods: 'enquêtes',
      questions: [
        {
          purpose: 'SURVEY',
          goods: [],
          periodDays: undefined,
          label: 'J’accepte que l’Observatoire du Livre m’appelle pour ses enquêtes de lecture.',
        },
      ],
      items: {
        ...data('Observatoire du Livre'),
        NCC_PHONE_INFO: { text: 'Aucune offre ne vous sera faite par téléphone sans votre accord.' },
      },
    },
  ],
  [
    'an English page of a French estate agent',
    {
      who: 'Azur Homes SAS',
      goods: 'holiday homes',
      questions: [
        {
          label:
            'I agree that Azur Homes may call me about its holiday homes. This lasts one year at most and is never renewed.',
        },
      ],
      items: {
        N13_CONTROLLER: { text: 'Azur Homes SAS, 2 quai des Docks, 06300 Nice.' },
        N13_PURPOSES: {
          text: 'To answer you and, if you agree, to tell you about our homes by commercial calls.',
        },
        N13_LEGAL_BASIS: { text: 'Your request; for calls, your consent.' },
        N13_RECIPIENTS: { text: 'Our own agents.' },
        N13_RETENTION: { text: 'Three years from your last contact; contracts and invoices for ten years.' },
        N13_RIGHTS: {
          text: 'You have the rights of access, rectification, erasure, restriction, objection and portability.',
        },
        N13_WITHDRAW: {
          text: 'You may withdraw at any time, free of charge.',
          links: page('Withdraw', 'withdraw'),
        },
        N13_COMPLAINT: { text: 'You may complain to the CNIL.' },
        N13_MANDATORY: { text: 'We need your name to answer; the box is optional.' },
        N13_POSTMORTEM: { text: 'You may say what becomes of your data after death.' },
        NCC_PHONE_INFO: { text: 'Without your prior consent we make no sales calls.' },
        NR_PRO_ID: { text: 'Azur Homes SAS will call you.' },
        NR_GOODS: { text: 'Holiday homes on the Riviera.' },
        NR_CHOICE: { text: 'You are free to tick or not; we answer you either way.' },
        NR_PERIOD: { text: 'Twelve months, without renewal.' },
        NR_WITHDRAWAL: { text: 'Tell the caller, or use the link.', links: page('Stop calls', 'withdraw') },
        NR_DURABLE_ACCESS: { text: 'A copy is sent to you by e-mail.', links: page('My proof', 'proof') },
      },
      change: { locale: 'en' },
    },
  ],
  [
    'a German page of a French vineyard',
    {
      who: 'Weingut Sonnenberg SAS',
      goods: 'Elsässer Weine',
      questions: [
        {
          label:
            'Ich willige ein, dass Weingut Sonnenberg mich anruft, um mir Elsässer Weine vorzustellen. Gültig ein Jahr, ohne Verlängerung.',
        },
      ],
      items: {
        N13_CONTROLLER: { text: 'Verantwortlich: Weingut Sonnenberg SAS, 67000 Straßburg.' },
        N13_PURPOSES: { text: 'Ihre Anfrage und, wenn Sie zustimmen, Werbung für unsere Weine.' },
        N13_LEGAL_BASIS: { text: 'Ihre Anfrage; für Anrufe Ihre Einwilligung.' },
        N13_RECIPIENTS: { text: 'Unsere Mitarbeiter.' },
        N13_RETENTION: { text: 'Drei Jahre nach dem letzten Kontakt; Rechnungen zehn Jahre.' },
        N13_RIGHTS: {
          text: 'Auskunft, Berichtigung, Löschung, Einschränkung, Widerspruch und Datenübertragbarkeit.',
        },
        N13_WITHDRAW: {
          text: 'Sie können jederzeit kostenlos widerrufen.',
          links: page('Widerrufen', 'widerruf'),
        },
        N13_COMPLAINT: { text: 'Sie können sich bei der CNIL beschweren.' },
        N13_MANDATORY: { text: 'Wir brauchen Ihren Namen für die Antwort; das Kästchen ist freiwillig.' },
        N13_POSTMORTEM: { text: 'Sie können bestimmen, was nach Ihrem Tod mit Ihren Daten geschieht.' },
        NCC_PHONE_INFO: { text: 'Ohne Ihre vorherige Einwilligung rufen wir Sie nicht zu Werbezwecken an.' },
        NR_PRO_ID: { text: 'Es ruft Sie Weingut Sonnenberg SAS an.' },
        NR_GOODS: { text: 'Weine aus dem Elsass.' },
        NR_CHOICE: { text: 'Sie entscheiden frei.' },
        NR_PERIOD: { text: 'Ein Jahr. Die Einwilligung endet dann von selbst.' },
        NR_WITHDRAWAL: { text: 'Am Telefon oder über den Link.', links: page('Widerrufen', 'widerruf') },
        NR_DURABLE_ACCESS: {
          text: 'Sie erhalten eine Kopie per E-Mail.',
          links: page('Nachweis', 'nachweis'),
        },
      },
      change: { locale: 'de' },
    },
  ],
]
