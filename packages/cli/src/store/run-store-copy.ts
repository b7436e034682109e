import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { migrateDatabase, reachSafely } from '@constat/server'
import { holdData } from '@constat/server/data'
import { copyStore, isFreeForCopy, type CopyProgress } from '@constat/store'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { configOf } from '../config/call-config.ts'
import { refuseKnown } from '../config/refuse-known.ts'

/** Says of each table how far it is, a tenth at a time. */
const progressTeller = ({ io }: Call): ((progress: CopyProgress) => void) => {
  let told = ''
  return ({ table, done, total }) => {
    const tenth = total === 0 ? 10 : Math.floor((done / total) * 10)
    const line = `${table}: ${tenth * 10} % (${done}/${total})`
    if (total > 0 && line.split('(')[0] !== told.split('(')[0]) io.err(`${line}\n`)
    told = line
  }
}

const isServed = (folder: string): CallFault =>
  new CallFault({
    fr: `Un serveur sert encore ${folder} : arrêtez-le, sans quoi ce qu’il enregistre après la copie serait perdu.`,
    en: `A server still serves ${folder}: stop it, or what it records after the copy would be lost.`,
  })

const nothingThere = (path: string): CallFault =>
  new CallFault({
    fr: `Il n’y a pas de base ${path} : nommez le dossier de données par CONSTAT_DATA ou --data.`,
    en: `There is no database ${path}: name the data folder by CONSTAT_DATA or --data.`,
  })

/** Holds the folder that is moved away; gives what lets it go. */
const hold = (folder: string): (() => void) => {
  try {
    const leave = holdData(folder)
    if (leave) return leave
  } catch (error) {
    refuseKnown(error)
  }
  throw isServed(folder)
}

/** Migrates the target, copies, and says how many rows both hold. */
export const runStoreCopy = async (call: Call): Promise<ExitCode> => {
  const { io, locale } = call
  const config = await configOf(call)
  if (config.databaseUrl === undefined || config.databaseOwnerUrl === undefined)
    throw new CallFault({
      fr: 'Nommez la base PostgreSQL par CONSTAT_DATABASE_URL (le rôle du serveur) et CONSTAT_DATABASE_OWNER_URL (le rôle à qui sont ses tables).',
      en: 'Name the PostgreSQL database by CONSTAT_DATABASE_URL (the role of the server) and CONSTAT_DATABASE_OWNER_URL (the role that owns its tables).',
    })
  const path = join(config.data, 'constat.db')
  if (!existsSync(path)) throw nothingThere(path)
  const leave = hold(config.data)
  const ownerUrl = config.databaseOwnerUrl
  const copy = async () => {
    const to = { url: reachSafely(ownerUrl) }
    // Of another's database not even the rights are changed.
    if (await isFreeForCopy(to)) await migrateDatabase(config)
    return copyStore({ from: { path }, to, onProgress: progressTeller(call) })
  }
  const { rows, changed } = await copy().catch(refuseKnown).finally(leave)
  io.out(`${rows} ${changed}\n`)
  io.err(
    {
      fr: `Les deux bases ont les mêmes ${rows} lignes ; ${changed} ont été écrites ou ôtées. Gardez clés et checkpoints.db où ils sont, et ne servez plus l’ancienne base.\n`,
      en: `Both databases hold the same ${rows} rows; ${changed} were written or removed. Keep keys and checkpoints.db where they are, and never serve the old database again.\n`,
    }[locale],
  )
  return 0
}
