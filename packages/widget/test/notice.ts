import type { NoticeDocument } from '@constat/core/notice'

/** A quote request with one question of each control. */
export const devis: NoticeDocument = {
  schema: 'constat/notice@1',
  key: 'devis',
  locale: 'fr',
  audience: 'B2C_CONSUMER',
  controller: 'cuisines',
  parties: [
    {
      key: 'cuisines',
      legalName: 'Cuisines du Val SAS',
      siren: '123456782',
      address: '1 rue du Val, 44000 Nantes',
      contact: 'mailto:contact@cuisines.example.fr',
      url: 'https://cuisines.example.fr',
    },
    { key: 'sols', legalName: 'Sols de Loire SARL', url: 'https://sols.example.fr' },
  ],
  goods: [{ key: 'cuisines', label: 'cuisines équipées', sector: 'GENERAL' }],
  questions: [
    {
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
    },
    {
      key: 'partenaires',
      kind: 'OPT_IN',
      control: 'YES_NO',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['sols'],
      goods: ['cuisines'],
      periodDays: 365,
      label:
        'Acceptez-vous que votre adresse e-mail soit transmise à Sols de Loire pour recevoir ses offres par e-mail ?',
    },
    {
      key: 'courriel',
      kind: 'SOFT_OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['cuisines'],
      goods: ['cuisines'],
      label: 'Je m’oppose à recevoir par e-mail les offres de Cuisines du Val.',
    },
  ],
  items: {
    NCC_PHONE_INFO: {
      text: 'Sans votre accord préalable, nous ne vous appellerons pas pour vous proposer des offres, sauf en lien avec un contrat en cours.',
    },
    NR_WITHDRAWAL: {
      text: 'Vous pouvez retirer cet accord à tout moment, sans frais, en ligne ou pendant un appel.',
      links: [{ label: 'Retirer mon accord', url: 'https://cuisines.example.fr/retrait' }],
    },
    NR_PERIOD: { text: 'L’accord vaut un an à compter de ce jour.' },
    N13_CONTROLLER: { text: 'Cuisines du Val SAS, 1 rue du Val, 44000 Nantes.' },
    N13_RIGHTS: {
      text: 'Vous pouvez demander l’accès à vos données, leur rectification et leur effacement.',
    },
    N13_COMPLAINT: {
      text: 'Vous pouvez saisir la CNIL.',
      links: [{ label: 'cnil.fr', url: 'https://www.cnil.fr/fr/plaintes' }],
    },
  },
}
