const utf8 = new TextDecoder('utf-8', { fatal: true })
const windows1252 = new TextDecoder('windows-1252')

const BEYOND_ASCII = /[\x80-\xff]/

/** The text of bytes that stand as Latin-1: UTF-8 where they are that, else Windows-1252. */
export const textOf = (bytes: string): string => {
  if (!BEYOND_ASCII.test(bytes)) return bytes
  const raw = Buffer.from(bytes, 'latin1')
  try {
    return utf8.decode(raw)
  } catch {
    return windows1252.decode(raw)
  }
}

export type Encoding = 'UTF-8' | 'UTF-8 with BOM' | 'Windows-1252' | 'UTF-16'

const isUtf8 = (bytes: Buffer): boolean => {
  try {
    // The sample may end within a character.
    utf8.decode(bytes, { stream: true })
    return true
  } catch {
    return false
  } finally {
    try {
      utf8.decode()
    } catch {
      // What was begun is forgotten.
    }
  }
}

const LOOKED_AT = 4_096

/** Whether every other byte of a start is zero, as of Latin letters in UTF-16. */
const hasZeros = (start: Buffer): boolean => {
  const looked = start.subarray(0, LOOKED_AT)
  return looked.filter((byte) => byte === 0).length > looked.length / 4
}

/** In what a file seems to be written, by its first bytes. ASCII is UTF-8. */
export const encodingOf = (start: Buffer): Encoding => {
  const [first, second, third] = start
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16'
  if (hasZeros(start)) return 'UTF-16'
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'UTF-8 with BOM'
  return isUtf8(start) ? 'UTF-8' : 'Windows-1252'
}
