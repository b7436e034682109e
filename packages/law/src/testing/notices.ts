import type { NoticeDocument, NoticeItemId, NoticeQuestion } from '@constat/core/notice'
import type { Profile } from '@constat/core/vocabulary'
import { lintNotice } from '../notice/lint.ts'

/** Notices for tests: a lawful one, in which one thing at a time is changed. */

/** A question that asks a consumer to be called by the controller. */
export const callQuestion = (change: Partial<NoticeQuestion> = {}): NoticeQuestion => ({
  key: 'appel',
  kind: 'OPT_IN',
  control: 'TICK',
  purpose: 'COMMERCIAL_PROSPECTING',
  channel: 'LIVE_CALL',
  advertisers: ['cuisines'],
  goods: ['cuisines'],
  periodDays: 365,
  label:
    'J’accepte que Cuisines du Val m’appelle pour me proposer des cuisines équipées. Valable un an, sans reconduction.',
  ...change,
})

/** A question that asks for e-mails of a partner. */
export const partnerQuestion = (change: Partial<NoticeQuestion> = {}): NoticeQuestion =>
  callQuestion({
    key: 'partenaire',
    channel: 'EMAIL',
    advertisers: ['sols'],
    goods: ['parquets'],
    label:
      'J’accepte que Cuisines du Val transmette mon e-mail à Sols de Loire pour ses offres de parquets par e-mail.',
    ...change,
  })

/** A box by which a customer objects to e-mails. */
export const objectionQuestion = (change: Partial<NoticeQuestion> = {}): NoticeQuestion =>
  callQuestion({
    key: 'courriel',
    kind: 'SOFT_OPT_IN',
    channel: 'EMAIL',
    periodDays: undefined,
    label: 'Je m’oppose à recevoir par e-mail les offres de Cuisines du Val.',
    ...change,
  })

/** A notice to which the law of November 2026 has nothing to say. */
export const lawfulNotice = (change: Partial<NoticeDocument> = {}): NoticeDocument => ({
  schema: 'constat/notice@1',
  key: 'devis',
  locale: 'fr',
  audience: 'B2C_CONSUMER',
  controller: 'cuisines',
  parties: [
    { key: 'cuisines', legalName: 'Cuisines du Val SAS', dpo: 'mailto:dpo@cuisines.example' },
    { key: 'sols', legalName: 'Sols de Loire SARL', url: 'https://sols.example' },
  ],
  goods: [
    { key: 'cuisines', label: 'cuisines équipées', sector: 'GENERAL' },
    { key: 'parquets', label: 'parquets', sector: 'GENERAL' },
  ],
  questions: [callQuestion(), partnerQuestion()],
  items: {
    N13_CONTROLLER: { text: 'Responsable : Cuisines du Val SAS, 1 rue du Val, 44000 Nantes.' },
    N13_DPO: { text: 'Déléguée : dpo@cuisines.example.' },
    N13_PURPOSES: { text: 'Votre devis et, si vous cochez, des offres.' },
    N13_LEGAL_BASIS: { text: 'Votre demande pour le devis, votre consentement pour les offres.' },
    N13_RECIPIENTS: { text: 'Nos conseillers ; Sols de Loire SARL si vous cochez sa case.' },
    N13_RETENTION: { text: 'Trois ans après votre dernier contact.' },
    N13_RIGHTS: {
      text: 'Accès, rectification, effacement, limitation, opposition, portabilité : dpo@cuisines.example.',
    },
    N13_WITHDRAW: {
      text: 'Vous pouvez retirer votre consentement à tout moment.',
      links: [{ label: 'Retirer', url: 'https://cuisines.example/retrait' }],
    },
    N13_COMPLAINT: { text: 'Vous pouvez saisir la CNIL.' },
    N13_MANDATORY: { text: 'Les champs marqués d’un astérisque sont nécessaires au devis, les cases non.' },
    N13_POSTMORTEM: { text: 'Vous pouvez donner des directives pour après votre décès.' },
    NCC_PHONE_INFO: {
      text: 'Sans votre accord préalable, nous ne vous appellerons pas pour vous proposer des offres.',
    },
    NR_PRO_ID: { text: 'Vous serez appelé par Cuisines du Val.' },
    NR_GOODS: { text: 'Des cuisines équipées et leur pose.' },
    NR_CHOICE: { text: 'Vous êtes libre d’accepter ou non.' },
    NR_PERIOD: { text: 'Un an, sans tacite reconduction.' },
    NR_WITHDRAWAL: {
      text: 'Vous retirez cet accord en ligne ou pendant l’appel.',
      links: [{ label: 'Retirer', url: 'https://cuisines.example/retrait' }],
    },
    NR_DURABLE_ACCESS: {
      text: 'Une copie de la preuve vous est remise.',
      links: [{ label: 'Preuve', url: 'https://cuisines.example/preuve' }],
    },
    PT_LIST: { text: 'Notre partenaire : Sols de Loire SARL.' },
  },
  ...change,
})

/** The same with some items changed, or taken out when undefined. */
export const withItems = (
  items: NoticeDocument['items'],
  change: Partial<NoticeDocument> = {},
): NoticeDocument => {
  const notice = lawfulNotice(change)
  return { ...notice, items: { ...notice.items, ...items } }
}

/** A notice to be told before a call is recorded as proof of a contract, with nothing else in it. */
export const recordingNotice = (
  items: NoticeDocument['items'] = {},
  change: Partial<NoticeDocument> = {},
): NoticeDocument =>
  lawfulNotice({
    key: 'enregistrement',
    questions: [],
    goods: [],
    items: { ...RECORDING_TEXTS, ...items },
    ...change,
  })

/** The nine items of the CNIL, and the other means to conclude. */
export const RECORDING_TEXTS = {
  REC_EXISTENCE: { text: 'Cet appel va être enregistré' },
  REC_CONTROLLER: { text: 'Responsable : Cuisines du Val SAS, 1 rue du Val, 44000 Nantes.' },
  REC_PURPOSE: { text: 'L’enregistrement prouve le contrat que vous concluez.' },
  REC_LEGAL_BASIS: { text: 'Il est fait pour l’exécution de ce contrat.' },
  REC_RECIPIENTS: { text: 'Seul notre service des contrats peut l’écouter.' },
  REC_RETENTION: { text: 'Il est gardé le temps du contrat, puis cinq ans.' },
  REC_OBJECTION: { text: 'Vous pouvez vous y opposer.' },
  REC_RIGHTS: {
    text: 'Vous pouvez l’écouter et le faire rectifier.',
    links: [{ label: 'Vos droits', url: 'https://cuisines.example/appels/' }],
  },
  REC_COMPLAINT: { text: 'Vous pouvez adresser une réclamation à la CNIL.' },
  REC_ALT_MEANS: { text: 'Vous pouvez aussi conclure par courrier.' },
} as const satisfies NoticeDocument['items']

/** A day of the law of 2026-08-11. */
export const NOVEMBER_2026 = Date.parse('2026-11-21T10:00:00Z')

/** What the lint finds, one line each: severity, rule, path. */
export const linted = (
  notice: NoticeDocument,
  at = NOVEMBER_2026,
  profile: Profile = 'strict',
): readonly string[] =>
  lintNotice(notice, { at, profile }).map(
    ({ severity, rule, path }) => `${severity} ${rule} ${path.join('.')}`,
  )

/** What the lint finds of one item of an otherwise lawful notice that says this. */
export const lintedItem = (
  id: NoticeItemId,
  text: string,
  change: Partial<NoticeDocument> = {},
): readonly string[] => {
  const links = lawfulNotice().items[id]?.links
  const item = links === undefined ? { text } : { text, links }
  return linted(withItems({ [id]: item }, change))
}
