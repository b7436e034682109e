import { BackupFault, LogFault } from '@constat/server/data'
import {
  CopyRefused,
  SchemaMismatch,
  StorageUnavailable,
  UnsafeDatabase,
  type CopyRefusal,
  type SchemaState,
} from '@constat/store'
import { CallFault, type Said } from '@constat/verifier'

const KNOWN = [LogFault, BackupFault, UnsafeDatabase]

const storageSaid = ({ reason }: StorageUnavailable): Said =>
  reason === 'TLS'
    ? {
        fr: 'Le serveur de la base ne parle pas TLS, ou on ne peut croire son certificat : il doit être au nom de l’adresse, et d’une autorité que cette machine connaît ou que nomme sslrootcert=.',
        en: 'The database server speaks no TLS, or its certificate is not believed: it must be of the name in the address, and of an authority that this machine knows or that sslrootcert= names.',
      }
    : {
        fr: `La base ne répond pas (${reason}) : voyez si son serveur tourne, si son disque est plein, si son dossier peut être écrit, et si aucun autre processus ne tient son verrou.`,
        en: `The database does not answer (${reason}): see whether its server runs, its disk is full, its folder may be written, and no other process holds its lock.`,
      }

const schemaInFrench = (state: SchemaState | undefined): string => {
  if (state === undefined) return 'il n’y a pas encore de base : créez-la par « constat migrate ».'
  if (state.unknown.length > 0)
    return `la base a été migrée par une version plus récente (${state.unknown.join(', ')}) : lancez cette version, ou restaurez une sauvegarde d’avant.`
  return `il manque à la base ${state.missing.join(', ')} : sauvegardez-la, puis lancez « constat migrate ».`
}

const copyInFrench = (refusal: CopyRefusal): string => {
  switch (refusal.code) {
    case 'differs':
      return `la base n’est pas une copie de ce fichier, ou a été écrite depuis : ${refusal.rows} lignes de « ${refusal.table} » diffèrent. Rien n’a été changé. Servez-la si c’est celle où l’on a déménagé, ou copiez dans une base nouvelle et vide.`
    case 'taken-over':
      return 'un autre processus a repris cette copie : laissez-le la finir.'
    case 'another-file':
      return 'la copie d’un autre fichier dans cette base a été coupée : finissez celle-là, ou copiez dans une base nouvelle et vide.'
  }
}

const saidOf = (error: Error): Said | undefined => {
  if (error instanceof StorageUnavailable) return storageSaid(error)
  const { message: en } = error
  if (error instanceof SchemaMismatch) return { fr: schemaInFrench(error.state), en }
  if (error instanceof CopyRefused) return { fr: copyInFrench(error.refusal), en }
  // What our own modules throw says what to do; errors of libraries are classes of their own or have a code.
  const isOwn =
    KNOWN.some((known) => error instanceof known) || (error.constructor === Error && !('code' in error))
  return isOwn ? { fr: en, en } : undefined
}

/**
 * Turns an error that says what to do into a refusal of the call; one that nobody expected goes on.
 *
 * @throws CallFault, or the error itself.
 */
export const refuseKnown = (error: unknown): never => {
  const said = error instanceof Error ? saidOf(error) : undefined
  if (said === undefined) throw error
  throw new CallFault(said, { cause: error })
}
