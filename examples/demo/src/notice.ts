import type { NoticeDocument } from '@constat/core/notice'

const RIGHTS_URL = 'https://cuisines-marais.example/vos-donnees'

/** The notice of the demo form: four questions, each its own unticked box, with the information of law.md §4. */
export const DEVIS_NOTICE: NoticeDocument = {
  schema: 'constat/notice@1',
  key: 'devis',
  locale: 'fr',
  audience: 'B2C_CONSUMER',
  controller: 'cuisines-marais',
  parties: [
    {
      key: 'cuisines-marais',
      legalName: 'Cuisines du Marais SAS',
      address: '12 rue des Essais, 75004 Paris',
      contact: 'mailto:bonjour@cuisines-marais.example',
      dpo: 'mailto:dpo@cuisines-marais.example',
      url: 'https://cuisines-marais.example',
    },
    { key: 'parquets-lumiere', legalName: 'Parquets Lumière SARL', url: 'https://parquets-lumiere.example' },
    { key: 'literie-vauban', legalName: 'Literie Vauban SAS', url: 'https://literie-vauban.example' },
  ],
  goods: [
    { key: 'cuisines', label: 'cuisines équipées', sector: 'GENERAL' },
    { key: 'parquets', label: 'parquets', sector: 'GENERAL' },
    { key: 'literie', label: 'literie', sector: 'GENERAL' },
  ],
  questions: [
    {
      key: 'appel',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'LIVE_CALL',
      advertisers: ['cuisines-marais'],
      goods: ['cuisines'],
      periodDays: 365,
      label:
        'J’accepte que Cuisines du Marais m’appelle pour me proposer des cuisines équipées. Valable un an au plus, sans reconduction.',
    },
    {
      key: 'sms',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'SMS',
      advertisers: ['cuisines-marais'],
      goods: ['cuisines'],
      periodDays: 365,
      label: 'J’accepte de recevoir par SMS les offres de cuisines équipées de Cuisines du Marais.',
    },
    {
      key: 'email',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['cuisines-marais'],
      goods: ['cuisines'],
      periodDays: 365,
      label: 'J’accepte de recevoir par e-mail les offres de cuisines équipées de Cuisines du Marais.',
    },
    {
      key: 'partenaires',
      kind: 'OPT_IN',
      control: 'TICK',
      purpose: 'COMMERCIAL_PROSPECTING',
      channel: 'EMAIL',
      advertisers: ['parquets-lumiere', 'literie-vauban'],
      goods: ['parquets', 'literie'],
      periodDays: 365,
      label:
        'J’accepte que Cuisines du Marais transmette mon e-mail à Parquets Lumière et à Literie Vauban pour leurs offres de parquets et de literie par e-mail.',
    },
  ],
  items: {
    NCC_PHONE_INFO: {
      text: 'Sans votre accord préalable, nous ne vous appellerons pas pour vous proposer des offres, sauf en lien avec un contrat en cours.',
    },
    NR_PRO_ID: { text: 'Qui vous appellera : Cuisines du Marais SAS, et personne d’autre.' },
    NR_GOODS: { text: 'Pour quoi : vous proposer des cuisines équipées, leur pose et leurs accessoires.' },
    NR_CHOICE: {
      text: 'Vous êtes libre d’accepter ou non. Votre devis est établi de la même façon si vous ne cochez rien.',
    },
    NR_PERIOD: {
      text: 'Jusqu’à quand : un an au plus à partir d’aujourd’hui. L’accord ne se prolonge jamais tout seul.',
    },
    NR_WITHDRAWAL: {
      text: 'Comment retirer votre accord : à tout moment et gratuitement, par le lien remis après l’envoi, pendant un appel, ou en nous écrivant.',
      links: [{ label: 'Retirer un accord', url: RIGHTS_URL }],
    },
    NR_DURABLE_ACCESS: {
      text: 'Votre preuve : le lien remis après l’envoi vous donne, sans compte, une copie de ce que vous avez accepté.',
      links: [{ label: 'Obtenir ma preuve', url: RIGHTS_URL }],
    },
    PT_LIST: {
      text: 'Nos partenaires, si vous cochez leur case : Parquets Lumière SARL et Literie Vauban SAS. Toute autre liste vous serait soumise à nouveau.',
      links: [
        { label: 'Parquets Lumière', url: 'https://parquets-lumiere.example' },
        { label: 'Literie Vauban', url: 'https://literie-vauban.example' },
      ],
    },
    N13_CONTROLLER: {
      text: 'Responsable de traitement : Cuisines du Marais SAS, 12 rue des Essais, 75004 Paris, bonjour@cuisines-marais.example.',
    },
    N13_DPO: { text: 'Déléguée à la protection des données : dpo@cuisines-marais.example.' },
    N13_PURPOSES: {
      text: 'Finalités : établir votre devis ; et, seulement pour les cases cochées, vous adresser des offres par appel, SMS ou e-mail, et transmettre votre e-mail aux deux partenaires nommés.',
    },
    N13_LEGAL_BASIS: {
      text: 'Bases légales : mesures précontractuelles à votre demande pour le devis ; votre consentement pour chaque case.',
    },
    N13_RECIPIENTS: {
      text: 'Destinataires : nos conseillers ; Parquets Lumière SARL et Literie Vauban SAS si vous cochez leur case.',
    },
    N13_RETENTION: {
      text: 'Durées : trois ans après votre dernier contact pour la prospection ; la preuve de votre accord, trois ans après son recueil.',
    },
    N13_RIGHTS: {
      text: 'Vos droits : accès, rectification, effacement, limitation, opposition et portabilité, en écrivant à dpo@cuisines-marais.example.',
      links: [{ label: 'Exercer mes droits', url: RIGHTS_URL }],
    },
    N13_WITHDRAW: {
      text: 'Vous pouvez retirer votre consentement à tout moment, sans effet sur ce qui a été fait avant.',
      links: [{ label: 'Retirer un accord', url: RIGHTS_URL }],
    },
    N13_COMPLAINT: {
      text: 'Vous pouvez adresser une réclamation à la CNIL.',
      links: [{ label: 'cnil.fr', url: 'https://www.cnil.fr/fr/plaintes' }],
    },
    N13_MANDATORY: {
      text: 'Le nom et un moyen de vous joindre sont nécessaires au devis. Les cases d’accord sont toutes facultatives.',
    },
    N13_POSTMORTEM: {
      text: 'Vous pouvez donner des directives sur le sort de vos données après votre décès.',
    },
  },
}
