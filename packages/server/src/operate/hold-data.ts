import { join } from 'node:path'
import { holdFile } from '@constat/store'

const SERVED_FILE = 'served.lock'

/**
 * Holds a data folder for whoever serves it or moves it away, until what is given back is called or this process ends.
 *
 * @param folder path
 * @returns undefined when another process holds it
 * @throws StorageUnavailable
 */
export const holdData = (folder: string): (() => void) | undefined => holdFile(join(folder, SERVED_FILE))
