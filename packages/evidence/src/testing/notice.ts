import type { NoticeDocument } from '@constat/core/notice'

const question = {
  kind: 'OPT_IN',
  control: 'TICK',
  purpose: 'COMMERCIAL_PROSPECTING',
  goods: ['cuisines'],
  periodDays: 365,
} as const

/** A notice that asks for two parties, of which one answer names both. */
export const notice: NoticeDocument = {
  schema: 'constat/notice@1',
  key: 'devis',
  locale: 'fr',
  audience: 'B2C_CONSUMER',
  controller: 'cuisines',
  parties: [
    {
      key: 'cuisines',
      legalName: 'Cuisines Exemple SAS',
      siren: '123456789',
      contact: 'mailto:contact@example.fr',
    },
    { key: 'sols', legalName: 'Sols Exemple SARL', url: 'https://sols.example.fr' },
    { key: 'hote', legalName: 'Hôte Exemple SA' },
  ],
  goods: [{ key: 'cuisines', label: 'cuisines équipées', sector: 'GENERAL' }],
  questions: [
    {
      ...question,
      key: 'appel',
      channel: 'LIVE_CALL',
      advertisers: ['cuisines'],
      label: "J'accepte d'être appelé par Cuisines Exemple SAS",
    },
    {
      ...question,
      key: 'courriel',
      channel: 'EMAIL',
      advertisers: ['cuisines', 'sols'],
      label: "J'accepte d'être contacté par courriel",
    },
    {
      ...question,
      key: 'sms',
      channel: 'SMS',
      advertisers: ['sols'],
      label: "J'accepte de recevoir des SMS de Sols Exemple SARL",
    },
  ],
  items: {
    N13_PURPOSES: {
      text: 'Vous proposer un devis.',
      links: [{ label: 'Nos finalités', url: 'https://example.fr/finalites' }],
    },
    NCC_PHONE_INFO: { text: 'Vous pouvez refuser sans conséquence.' },
    NR_WITHDRAWAL: { text: 'Vous pouvez retirer votre accord à tout moment.' },
  },
}
