import type { Command } from '@constat/verifier'
import { CONFIG_OPTIONS } from '../config/config-options.ts'

/** `screen`: which contacts of a file may be contacted. */
export const screenCommand: Command = {
  name: 'screen',
  about: {
    fr: 'Contrôle un fichier de contacts : écrit les lignes qui peuvent être contactées, un rapport et un reçu signé. Coupé, il reprend quand on le relance.',
    en: 'Screens a file of contacts: writes the lines that may be contacted, a report and a signed receipt. Cut off, it goes on when repeated.',
  },
  operands: [
    {
      name: 'FILE',
      about: {
        fr: 'le fichier CSV : virgules, points-virgules ou tabulations, UTF-8 ou Windows-1252',
        en: 'the CSV file: commas, semicolons or tabs, UTF-8 or Windows-1252',
      },
    },
  ],
  options: {
    channel: {
      value: 'CHANNEL',
      about: { fr: 'le moyen : LIVE_CALL, SMS, EMAIL …', en: 'the means: LIVE_CALL, SMS, EMAIL …' },
    },
    advertiser: {
      value: 'KEY',
      about: {
        fr: 'qui veut contacter, par sa clé dans la notice',
        en: 'who wants to contact, by the key in the notice',
      },
    },
    out: {
      value: 'FILE',
      about: {
        fr: 'où écrire les lignes permises, telles qu’elles sont',
        en: 'where to write the lines that are allowed, as they are',
      },
    },
    report: {
      value: 'FILE.json',
      about: {
        fr: 'où écrire le rapport et le reçu ; à côté, la même chose en page HTML',
        en: 'where to write the report and the receipt; beside it, the same as an HTML page',
      },
    },
    answers: {
      value: 'FILE',
      about: {
        fr: 'où écrire la réponse à chaque ligne (NDJSON), que le reçu couvre',
        en: 'where to write the answer to each line (NDJSON), which the receipt covers',
      },
    },
    at: {
      value: 'INSTANT',
      about: {
        fr: 'l’instant du contact et son décalage ; sinon maintenant',
        en: 'the instant of the contact with its offset; else now',
      },
    },
    goods: { value: 'KEY', about: { fr: 'la clé des biens proposés', en: 'the key of the goods offered' } },
    purpose: {
      value: 'PURPOSE',
      about: {
        fr: 'le but ; sinon COMMERCIAL_PROSPECTING',
        en: 'what for; else COMMERCIAL_PROSPECTING',
      },
    },
    profile: {
      value: 'strict|standard',
      about: {
        fr: 'comment lire les doutes du droit ; sinon strict',
        en: 'how doubts of law are read; else strict',
      },
    },
    facts: {
      value: 'JSON',
      about: {
        fr: 'ce que vous savez de tout le fichier, comme FactsInput',
        en: 'what you know of the whole file, as FactsInput',
      },
    },
    column: {
      value: 'NAME',
      about: {
        fr: 'la colonne des contacts, par son nom ou son rang ; sinon devinée, et dite',
        en: 'the column of contacts, by name or number; else guessed, and said',
      },
    },
    delimiter: {
      value: 'CHARACTER',
      about: { fr: 'ce qui sépare les cellules ; sinon deviné', en: 'what parts the cells; else guessed' },
    },
    header: {
      value: 'yes|no',
      about: {
        fr: 'si la première ligne nomme les colonnes ; sinon deviné, et dit',
        en: 'whether the first line names the columns; else guessed, and said',
      },
    },
    replace: {
      about: { fr: 'écrit par-dessus les fichiers qui sont là', en: 'writes over the files that are there' },
    },
    restart: {
      about: {
        fr: 'oublie un passage interrompu et recommence',
        en: 'forgets a run that was cut off and starts anew',
      },
    },
    tenant: {
      value: 'ID',
      about: { fr: 'pour quelle organisation ; sinon la seule', en: 'for which tenant; else the only one' },
    },
    server: {
      value: 'URL',
      about: {
        fr: 'demande à ce serveur au lieu du dossier de données',
        en: 'asks this server instead of the data folder',
      },
    },
    'key-file': {
      value: 'FILE',
      about: {
        fr: 'avec --server : le fichier qui contient la clé d’API',
        en: 'with --server: the file that holds the API key',
      },
    },
    ...CONFIG_OPTIONS,
  },
  // Server and database are loaded by those who run one, not by those who verify a certificate.
  run: async (call) => (await import('./run-screen.ts')).runScreen(call),
}
