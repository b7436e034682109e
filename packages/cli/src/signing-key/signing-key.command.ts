import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `signing-key list`: the keys that have signed statements, or will. */
export const signingKeyListCommand: Command = {
  name: 'signing-key list',
  about: {
    fr: 'Montre les clés qui ont signé les déclarations du serveur, depuis quand, jusqu’à quand.',
    en: 'Shows the keys that have signed the statements of the server, since when, until when.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-signing-key.ts')).listSigningKeys(call),
}

/** `signing-key add`: announces the next key of statements. */
export const signingKeyAddCommand: Command = {
  name: 'signing-key add',
  about: {
    fr: 'Fait la prochaine clé des déclarations et l’annonce au journal ; elle signe au redémarrage du serveur.',
    en: 'Makes the next key of statements and announces it in the log; it signs once the server is started again.',
  },
  operands: [],
  options: CONFIG_OPTIONS,
  run: async (call) => (await import('./run-signing-key.ts')).runAddSigningKey(call),
}

/** `signing-key retire`: ends a key that was replaced. */
export const signingKeyRetireCommand: Command = {
  name: 'signing-key retire',
  about: {
    fr: 'Retire une clé remplacée et détruit sa moitié secrète ; ce qu’elle a signé reste valable.',
    en: 'Retires a key that was replaced and destroys its private half; what it signed stays good.',
  },
  operands: [
    {
      name: 'KID',
      about: {
        fr: 'la clé, comme « signing-key list » la nomme',
        en: 'the key, as "signing-key list" names it',
      },
    },
  ],
  options: {
    ...CONFIG_OPTIONS,
    compromised: {
      about: {
        fr: 'quelqu’un d’autre peut l’avoir : ne vaut plus que ce que des tiers ont daté d’avant',
        en: 'someone else may have it: only what others dated before stays good',
      },
    },
  },
  run: async (call) => (await import('./run-signing-key.ts')).runRetireSigningKey(call),
}
