import { open, rename, unlink, type FileHandle } from 'node:fs/promises'

const fill = async (file: FileHandle, bytes: Uint8Array): Promise<number> => {
  let length = 0
  for (let last = -1; last !== 0 && length < bytes.length; length += last)
    last = (await file.read(bytes, length, bytes.length - length)).bytesRead
  return length
}

/**
 * The first bytes of a file, at most so many, however long it is.
 *
 * @throws what the system says of a file that cannot be read (code ENOENT, EISDIR, EACCES…)
 */
export const readStart = async (path: string, most: number): Promise<Uint8Array<ArrayBuffer>> => {
  const file = await open(path, 'r')
  try {
    const bytes = new Uint8Array(most)
    return bytes.slice(0, await fill(file, bytes))
  } finally {
    await file.close()
  }
}

/** Writes a file that is there whole or not at all, even when the machine stops meanwhile. */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.new`
  const file = await open(draft, 'w', 0o644)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}

/**
 * Writes a file that was not there, whole or not at all.
 *
 * @throws what the system says, with code EEXIST where there is such a file
 */
export const writeNew = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'wx', 0o644)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await unlink(path)
    throw error
  } finally {
    await file.close()
  }
}

/** The code of an error of the system, such as ENOENT. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
