import { open, readFile, rename, rm, stat, unlink, type FileHandle } from 'node:fs/promises'
import { CallFault, codeOf } from '@constat/verifier'

/** The files that a run writes: `out` has its name only when it is whole. */
export type RunFiles = {
  readonly out: string
  readonly answers: string | undefined
  /** What a run that was cut off goes on from. */
  readonly state: string
}

const draftOf = (path: string): string => `${path}.part`

/** A file and those that are written on the way to it. */
export const writtenFor = (path: string): readonly string[] => [
  path,
  draftOf(path),
  `${path}.new`,
  `${path}.lock`,
]

/** Refuses what the system does not let be written, with what it says. */
export const refuseWrite =
  (path: string) =>
  (error: unknown): never => {
    const code = codeOf(error)
    if (code === '') throw error
    throw new CallFault(
      {
        fr: `${path} ne peut être écrit (${code}) : voyez le dossier, ses droits et la place qui reste.`,
        en: `${path} cannot be written (${code}): see the folder, its permissions and the space left.`,
      },
      { cause: error },
    )
  }

/** Where the state of a run to this file lies. */
export const stateOf = (out: string): string => `${out}.resume`

const existing = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    },
  )

/**
 * Refuses to write over what is there.
 *
 * @throws CallFault naming the first file that is there
 */
export const requireFree = async (paths: readonly string[]): Promise<void> => {
  for (const path of paths)
    if (await existing(path))
      throw new CallFault({
        fr: `${path} existe déjà : nommez un autre fichier, ou ajoutez --replace.`,
        en: `${path} is already there: name another file, or add --replace.`,
      })
}

/** The refusal of a state that is none. */
export const unreadableState = (path: string, cause?: unknown): CallFault =>
  new CallFault(
    {
      fr: `${path}, qui dit où un passage s’est arrêté, ne peut être lu : supprimez-le pour tout recommencer.`,
      en: `${path}, which says where a run stopped, cannot be read: delete it to start anew.`,
    },
    { cause },
  )

/** The state that an earlier run left; undefined where there is none. */
export const readState = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw unreadableState(path, error)
  }
}

/** Writes a state, for its owner alone: whole or not at all. */
export const writeState = async (path: string, state: unknown): Promise<void> => {
  const draft = `${path}.new`
  const write = async (): Promise<void> => {
    const file = await open(draft, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify(state))
      await file.datasync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  }
  await write().catch(refuseWrite(path))
}

/** A file that grows under another name until it is whole. */
export type Draft = {
  readonly length: () => number
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Resolves when all that was written is on disk. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
  /** Gives the file its name. */
  readonly finish: () => Promise<void>
}

const cutAt = async (file: FileHandle, path: string, length: number): Promise<void> => {
  const { size } = await file.stat()
  if (size < length)
    throw new CallFault({
      fr: `${path} a perdu des octets : supprimez-le avec ${path.replace(/\.part$/, '.resume')}, et recommencez.`,
      en: `${path} has lost bytes: delete it with ${path.replace(/\.part$/, '.resume')}, and start anew.`,
    })
  if (size > length) await file.truncate(length)
}

/**
 * Opens the draft of a file and cuts it to the length at which it goes on.
 *
 * @throws CallFault where it cannot be written
 */
export const openDraft = async (path: string, length: number): Promise<Draft> => {
  const draft = draftOf(path)
  const file = await open(draft, length === 0 ? 'w' : 'r+', 0o600).catch(refuseWrite(draft))
  let at = length
  try {
    await cutAt(file, draft, length)
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    length: () => at,
    write: async (bytes) => {
      for (let from = 0; from < bytes.length;) {
        const { bytesWritten } = await file
          .write(bytes, from, bytes.length - from, at)
          .catch(refuseWrite(draft))
        from += bytesWritten
        at += bytesWritten
      }
    },
    sync: () => file.datasync().catch(refuseWrite(draft)),
    close: () => file.close(),
    finish: () => finishDraft(path),
  }
}

/** Gives a draft its name; one that has it already is left alone. */
export const finishDraft = async (path: string): Promise<void> => {
  try {
    await rename(draftOf(path), path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') refuseWrite(path)(error)
  }
}

/** Forgets a run. */
export const removeState = (path: string): Promise<void> => rm(path, { force: true })

/**
 * Keeps a second process from going on with the same run; what it gives lets go.
 *
 * @throws CallFault while another process runs it
 */
export const lockRun = async (state: string): Promise<() => Promise<void>> => {
  const path = `${state}.lock`
  const take = async (): Promise<FileHandle | undefined> => {
    try {
      return await open(path, 'wx', 0o600)
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return undefined
      return refuseWrite(path)(error)
    }
  }
  let file = await take()
  if (!file && !(await isHeld(path))) {
    await unlink(path).catch(() => undefined)
    file = await take()
  }
  if (!file)
    throw new CallFault({
      fr: `Un autre processus écrit déjà ce fichier (${path}).`,
      en: `Another process is writing this file already (${path}).`,
    })
  await file.writeFile(String(process.pid))
  await file.close()
  return () => rm(path, { force: true })
}

// A process that was killed leaves its number behind.
const isHeld = async (path: string): Promise<boolean> => {
  const id = Number(await readFile(path, 'utf8').catch(() => ''))
  if (!Number.isSafeInteger(id) || id <= 0 || id === process.pid) return false
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
