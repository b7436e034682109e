import type { Command, Option, Said } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

const option = (value: string, about: Said): Option => ({ value, about })

const TENANT = {
  name: 'TENANT',
  about: { fr: 'l’organisation (tnt_…)', en: 'the organisation (tnt_…)' },
} as const
const KEY = {
  name: 'KEY',
  about: { fr: 'l’identifiant (key_…), ou la clé entière', en: 'the id (key_…), or the whole key' },
} as const

/** `api-key create`: makes a key and prints it, this once. */
export const apiKeyCreateCommand: Command = {
  name: 'api-key create',
  about: {
    fr: 'Crée une clé et l’affiche, cette fois seulement ; le serveur peut tourner.',
    en: 'Makes a key and prints it, this once; the server may run.',
  },
  operands: [TENANT],
  options: {
    ...CONFIG_OPTIONS,
    kind: option('site|secret|partner', {
      fr: 'site : dans les pages, ne fait que recueillir ; secret : sur vos serveurs ; partner : pour un partenaire, qui lit ses certificats',
      en: 'site: in pages, only collects; secret: on your servers; partner: for a partner, who reads its certificates',
    }),
    name: option('NAME', { fr: 'ce qui s’en sert', en: 'what uses it' }),
    scopes: option('SCOPES', {
      fr: 'ce qu’elle peut faire, séparé par des virgules, ou « all » ; obligatoire pour secret',
      en: 'what it may do, separated by commas, or "all"; required for secret',
    }),
    origins: option('ORIGINS', {
      fr: 'avec site : où sont les pages, comme https://www.example.fr, séparées par des virgules',
      en: 'with site: where the pages stand, such as https://www.example.fr, separated by commas',
    }),
    party: option('PARTY', {
      fr: 'avec partner : clé, dans vos notices, de qui elle lit les certificats',
      en: 'with partner: key, in your notices, of whose certificates it reads',
    }),
    expires: option('INSTANT', {
      fr: 'jusqu’à quand elle ouvre, comme 2027-12-31 ; sinon sans fin',
      en: 'until when it opens, such as 2027-12-31; else without end',
    }),
  },
  run: async (call) => (await import('./run-api-key.ts')).runApiKeyCreate(call),
}

/** `api-key list`: shows the keys of a tenant. */
export const apiKeyListCommand: Command = {
  name: 'api-key list',
  about: {
    fr: 'Montre les clés d’une organisation : identifiant, état, jour du dernier POST, droits, nom ; lire une notice par GET ne compte pas.',
    en: 'Shows the keys of an organisation: id, state, day of the last POST, scopes, name; reading a notice by GET does not count.',
  },
  operands: [TENANT],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-api-key.ts')).runApiKeyList(call),
}

/** `api-key revoke`: ends a key, from the next request on. */
export const apiKeyRevokeCommand: Command = {
  name: 'api-key revoke',
  about: {
    fr: 'Révoque une clé pour toujours, dès la requête suivante ; le serveur peut tourner.',
    en: 'Revokes a key for good, from the next request on; the server may run.',
  },
  operands: [KEY],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-api-key.ts')).runApiKeyRevoke(call),
}

/** `api-key rotate`: gives a key a successor and prints it, this once. */
export const apiKeyRotateCommand: Command = {
  name: 'api-key rotate',
  about: {
    fr: 'Donne une remplaçante à une clé et l’affiche, cette fois seulement ; l’ancienne ouvre encore un temps.',
    en: 'Gives a key a successor and prints it, this once; the old one opens for a while.',
  },
  operands: [KEY],
  options: {
    ...CONFIG_OPTIONS,
    grace: option('HOURS', {
      fr: 'heures pendant lesquelles l’ancienne ouvre encore, de 0 à 720 (24)',
      en: 'hours for which the old one still opens, 0 to 720 (24)',
    }),
  },
  run: async (call) => (await import('./run-api-key.ts')).runApiKeyRotate(call),
}

/** `api-key check`: finds keys that stand in a file. */
export const apiKeyCheckCommand: Command = {
  name: 'api-key check',
  about: {
    fr: 'Cherche des clés dans un fichier, sans réseau ni base, par leur somme de contrôle ; sort en 1 s’il y en a.',
    en: 'Looks for keys in a file, without network or database, by their checksum; ends with 1 if there are any.',
  },
  operands: [
    {
      name: 'FILE',
      about: { fr: 'le fichier ; /dev/stdin lit l’entrée', en: 'the file; /dev/stdin reads the input' },
    },
  ],
  options: {},
  run: async (call) => (await import('./run-api-key-check.ts')).runApiKeyCheck(call),
}
