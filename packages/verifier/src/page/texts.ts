import type { Locale, Said } from '../command/said.ts'

/** What the page says of itself; what the report says is in `@constat/evidence`. */
export const TEXTS = {
  title: { fr: 'Vérifier un certificat', en: 'Verify a certificate' },
  intro: {
    fr: 'Rien n’est envoyé : cette page fonctionne sans réseau.',
    en: 'Nothing is sent: this page works offline.',
  },
  trust: { fr: '1. À qui vous faites confiance', en: '1. Whom you trust' },
  trustHelp: {
    fr: 'Votre dossier de confiance : tlog-policy.txt, jwks.json et, s’il y en a, tsa-roots.pem et qualified.pem. Ne les prenez jamais chez celui qui vous remet le certificat.',
    en: 'Your trust folder: tlog-policy.txt, jwks.json and, if any, tsa-roots.pem and qualified.pem. Never take them from whoever hands you the certificate.',
  },
  trustLabel: { fr: 'Fichiers de confiance', en: 'Trust files' },
  lead: { fr: '2. Votre prospect (facultatif)', en: '2. Your lead (optional)' },
  phone: { fr: 'Téléphone', en: 'Phone' },
  email: { fr: 'Adresse électronique', en: 'E-mail' },
  recipient: { fr: 'Votre clé dans la notice', en: 'Your key in the notice' },
  certificate: { fr: '3. Le certificat', en: '3. The certificate' },
  certificateLabel: { fr: 'Fichier du certificat', en: 'File of the certificate' },
  drop: { fr: 'Déposez-le ici ou choisissez-le.', en: 'Drop it here or choose it.' },
  print: { fr: 'Imprimer', en: 'Print' },
  needTrust: {
    fr: 'Donnez d’abord tlog-policy.txt et jwks.json.',
    en: 'First give tlog-policy.txt and jwks.json.',
  },
  unknownFile: { fr: 'N’est pas un fichier de confiance : ', en: 'Not a trust file: ' },
  unreadable: { fr: 'Ne peut être lu.', en: 'It cannot be read.' },
  tooLong: { fr: 'Trop long : ', en: 'Too long: ' },
  badTrust: { fr: 'Fichiers de confiance à corriger : ', en: 'Trust files to correct: ' },
  badContact: { fr: 'Coordonnée à corriger : ', en: 'Contact to correct: ' },
  one: { fr: 'Un seul certificat à la fois.', en: 'One certificate at a time.' },
  checking: { fr: 'Contrôle en cours…', en: 'Checking…' },
  unable: {
    fr: 'Ce navigateur ne vérifie pas Ed25519 ici. Mettez-le à jour, ou ouvrez la page du disque.',
    en: 'This browser cannot verify Ed25519 here. Update it, or open the page from disk.',
  },
  yes: { fr: 'Oui', en: 'Yes' },
  no: { fr: 'Non', en: 'No' },
  who: { fr: 'Qui pourra vous contacter :', en: 'Who may contact you:' },
} as const satisfies { readonly [name: string]: Said }

export type TextName = keyof typeof TEXTS

export const text = (name: TextName, locale: Locale): string => TEXTS[name][locale]
