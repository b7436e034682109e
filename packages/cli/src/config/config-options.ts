import type { Option } from '@constat/verifier'

/** The options of every command that works on a server's data. */
export const CONFIG_OPTIONS: { readonly config: Option; readonly data: Option; readonly keys: Option } = {
  config: {
    value: 'FILE',
    about: {
      fr: 'fichier de configuration (TOML) ; sinon CONSTAT_CONFIG, sinon aucun',
      en: 'configuration file (TOML); else CONSTAT_CONFIG, else none',
    },
  },
  data: {
    value: 'DIR',
    about: {
      fr: 'dossier de données du serveur ; sinon CONSTAT_DATA, sinon ./data',
      en: 'data folder of the server; else CONSTAT_DATA, else ./data',
    },
  },
  keys: {
    value: 'DIR',
    about: {
      fr: 'dossier des clés ; sinon CONSTAT_KEYS, sinon « keys » dans le dossier de données',
      en: 'folder of the keys; else CONSTAT_KEYS, else "keys" in the data folder',
    },
  },
}
