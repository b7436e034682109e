import type { Option } from '@constat/verifier'

/** The option that names a server's data folder. */
export const DATA_OPTION: Option = {
  value: 'DIR',
  about: {
    fr: 'dossier de données du serveur ; sinon CONSTAT_DATA, sinon ./data',
    en: 'data folder of the server; else CONSTAT_DATA, else ./data',
  },
}
