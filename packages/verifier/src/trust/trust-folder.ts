import { readdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { readTrust, type Trust } from '@constat/evidence/verify'
import { CallFault, type Io } from '../command/command.ts'
import { codeOf, readStart } from '../platform/files.ts'
import { trustFault } from './trust-fault.ts'
import {
  MAX_TRUST_BYTES,
  TRUST_FILES,
  trustTextsOf,
  type TrustFile,
  type TrustFolder,
} from './trust-files.ts'

const REQUIRED_FILES = ['tlog-policy.txt', 'jwks.json'] as const

/** A trust and the folder that it was read from. */
export type NamedTrust = { readonly folder: string; readonly trust: Trust }

/** Where trust is saved, one folder a server (XDG Base Directory: relative paths there are ignored). */
export const savedTrust = ({ env, home }: Pick<Io, 'env' | 'home'>): string => {
  const config = env['XDG_CONFIG_HOME'] ?? ''
  return join(isAbsolute(config) ? config : join(home, '.config'), 'constat', 'trust')
}

const decode = (bytes: Uint8Array, path: string): string => {
  const refuse = (fr: string, en: string): never => {
    throw new CallFault({ fr: `${path} ${fr}`, en: `${path} ${en}` })
  }
  if (bytes.length > MAX_TRUST_BYTES) return refuse('dépasse 2 Mo.', 'is longer than 2 MB.')
  try {
    // Without the byte order mark that editors put before a text.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return refuse('n’est pas du texte UTF-8.', 'is not text in UTF-8.')
  }
}

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return decode(await readStart(path, MAX_TRUST_BYTES + 1), path)
  } catch (error) {
    if (error instanceof CallFault) throw error
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    throw new CallFault(
      { fr: `${path} ne peut être lu (${codeOf(error)}).`, en: `${path} cannot be read (${codeOf(error)}).` },
      { cause: error },
    )
  }
}

/**
 * The texts of a trust folder, as far as they are there.
 *
 * @throws CallFault for a file that is too long, not UTF-8 or not to be read
 */
export const readTrustFolder = async (folder: string): Promise<TrustFolder> => {
  const read = async (file: TrustFile) => [file, await readText(join(folder, file))] as const
  return Object.fromEntries(await Promise.all(TRUST_FILES.map(read)))
}

/**
 * Loads a trust folder.
 *
 * @throws CallFault when policy or keys are missing, or a file is not what it should be
 */
export const loadTrust = async (folder: string): Promise<NamedTrust> => {
  const files = await readTrustFolder(folder)
  const texts = trustTextsOf(files)
  if (!texts) {
    const lacking = REQUIRED_FILES.filter((file) => files[file] === undefined)
    throw new CallFault({
      fr: `Il n’y a ${lacking.length > 1 ? 'ni' : 'pas de'} ${lacking.join(' ni ')} dans ${folder} : « trust fetch URL --dir ${folder} » l’y met.`,
      en: `There is no ${lacking.join(' and no ')} in ${folder}: "trust fetch URL --dir ${folder}" puts it there.`,
    })
  }
  const trust = await readTrust(texts)
  if (trust.ok) return { folder, trust: trust.value }
  const said = trustFault(trust.issues)
  throw new CallFault({
    fr: `La confiance de ${folder} est malformée. ${said.fr}.`,
    en: `The trust in ${folder} is malformed. ${said.en}.`,
  })
}

const savedFolders = async (io: Pick<Io, 'env' | 'home'>): Promise<readonly string[]> => {
  const saved = savedTrust(io)
  const entries = await readdir(saved, { withFileTypes: true }).catch(() => [])
  const names = entries.filter((each) => each.isDirectory()).map(({ name }) => name)
  return names.toSorted().map((name) => join(saved, name))
}

/** Every trust that was saved in another folder; those that are malformed are left out, for `verify` believes none then. */
export const otherTrusts = async (
  io: Pick<Io, 'env' | 'home'>,
  folder: string,
): Promise<readonly NamedTrust[]> => {
  const others = (await savedFolders(io)).filter((each) => each !== folder)
  const loaded = await Promise.allSettled(others.map(loadTrust))
  return loaded.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
}

/**
 * Loads every trust that was saved.
 *
 * @throws CallFault when there is none, or one is malformed
 */
export const loadSavedTrust = async (io: Pick<Io, 'env' | 'home'>): Promise<readonly NamedTrust[]> => {
  const folders = await savedFolders(io)
  if (folders.length === 0)
    throw new CallFault({
      fr: `À qui faites-vous confiance ? « trust fetch URL » enregistre les clés du serveur du vendeur, et --trust DIR nomme un dossier qui les contient. Le certificat ne peut le dire lui-même.`,
      en: `Whom do you trust? "trust fetch URL" saves the keys of the seller’s server, and --trust DIR names a folder that has them. The certificate cannot say so itself.`,
    })
  return Promise.all(folders.map(loadTrust))
}
