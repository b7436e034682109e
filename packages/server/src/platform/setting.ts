import { readFile } from 'node:fs/promises'

/**
 * The text of a file that a setting names.
 *
 * @throws Error naming the setting and the file when it cannot be read.
 */
export const readSetting = async (name: string, path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new Error(`${name}: the file ${path} cannot be read.`, { cause: error })
  }
}
