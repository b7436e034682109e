import type { LogFindingCode } from '@constat/server'
import type { Said } from '@constat/verifier'

/** What each finding of an audit means. */
export const FINDINGS: { readonly [code in LogFindingCode]: Said } = {
  'statement-unqueued': {
    fr: 'Une déclaration n’est ni au journal ni en attente',
    en: 'A statement is neither in the log nor waits for it',
  },
  'statement-twice': {
    fr: 'Une déclaration est au journal et attend encore',
    en: 'A statement is in the log and still waits',
  },
  'entry-differs': {
    fr: 'L’inscription d’une déclaration n’est pas son empreinte',
    en: 'The entry of a statement is not its hash',
  },
  'entry-unstated': { fr: 'Une inscription est sans déclaration', en: 'An entry has no statement' },
  'leaf-missing': { fr: 'Une feuille manque', en: 'A leaf is missing' },
  'bundle-missing': { fr: 'Un lot d’inscriptions manque', en: 'A bundle of entries is missing' },
  'bundle-differs': {
    fr: 'Un lot d’inscriptions n’est pas celui des feuilles',
    en: 'A bundle of entries is not that of the leaves',
  },
  'tile-missing': { fr: 'Une tuile manque', en: 'A tile is missing' },
  'tile-differs': { fr: 'Une tuile n’est pas celle des feuilles', en: 'A tile is not that of the leaves' },
  'root-differs': { fr: 'La racine n’est pas celle des feuilles', en: 'The root is not that of the leaves' },
  'range-differs': {
    fr: 'L’état compact n’est pas celui des feuilles',
    en: 'The compact range is not that of the leaves',
  },
  'checkpoint-root-differs': {
    fr: 'Un état publié n’est pas celui des feuilles',
    en: 'A published head is not that of the leaves',
  },
  'checkpoint-beyond': {
    fr: 'Un état publié est plus grand que le journal',
    en: 'A published head is larger than the log',
  },
  'checkpoint-unsigned': {
    fr: 'Le dernier état publié n’est pas signé par la clé du journal',
    en: 'The newest published head is not signed by the key of the log',
  },
  'checkpoint-store-empty': {
    fr: 'checkpoints.db ne connaît aucun état : remettez le vrai fichier',
    en: 'checkpoints.db knows no head: put the true file back',
  },
  'checkpoint-store-behind': {
    fr: 'checkpoints.db est en retard : remettez le fichier le plus récent',
    en: 'checkpoints.db is behind: put its newest file back',
  },
  'checkpoint-store-differs': {
    fr: 'checkpoints.db connaît un autre état',
    en: 'checkpoints.db knows another head',
  },
  'rolled-back': {
    fr: 'La base est plus ancienne que ce qui a été signé : une sauvegarde a été restaurée',
    en: 'The database is older than what was signed: a backup was restored',
  },
}
