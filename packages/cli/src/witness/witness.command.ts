import type { Command } from '@constat/verifier'

export const DEFAULT_HOST = '127.0.0.1'
export const DEFAULT_PORT = '7380'

/** `witness`: cosigns the heads of logs that only ever grow (C2SP tlog-witness). */
export const witnessCommand: Command = {
  name: 'witness',
  about: {
    fr: 'Témoin C2SP : cosigne les états d’un journal qui ne fait que croître.',
    en: 'C2SP witness: cosigns the heads of a log that only ever grows.',
  },
  operands: [],
  options: {
    key: {
      value: 'FILE',
      about: {
        fr: 'clé du témoin, faite par « witness keygen »',
        en: 'key of the witness, made by "witness keygen"',
      },
    },
    db: {
      value: 'FILE',
      about: {
        fr: 'fichier SQLite des états cosignés ; ne le restaurez jamais d’une sauvegarde',
        en: 'SQLite file of the heads cosigned; never restore it from a backup',
      },
    },
    policy: {
      value: 'FILE',
      about: {
        fr: 'tlog-policy dont les lignes « log » disent quels journaux sont suivis',
        en: 'tlog-policy whose "log" lines say which logs are witnessed',
      },
    },
    host: {
      value: 'HOST',
      about: { fr: `adresse d’écoute (${DEFAULT_HOST})`, en: `address to listen on (${DEFAULT_HOST})` },
    },
    port: {
      value: 'N',
      about: {
        fr: `port d’écoute (${DEFAULT_PORT}) ; 0 en prend un libre`,
        en: `port to listen on (${DEFAULT_PORT}); 0 takes a free one`,
      },
    },
  },
  // Server and database are loaded by those who run one, not by those who verify a certificate.
  run: async (call) => (await import('./run-witness.ts')).runWitness(call),
}
