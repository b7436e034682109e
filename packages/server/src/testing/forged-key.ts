const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

// CRC-32 of ISO 3309, bit by bit: whoever attacks can compute it too.
const crcOf = (text: string): number => {
  let crc = 0xffffffff
  for (const byte of Buffer.from(text)) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const digits = (value: number, places: number): string => {
  let rest = value
  let text = ''
  for (let place = 0; place < places; place++) {
    text = (DIGITS[rest % 62] ?? '') + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** A key with its last six characters made the checksum of the others, as whoever forges one does. */
export const rechecked = (key: string): string => {
  const body = key.slice(0, -6)
  return body + digits(crcOf(body), 6)
}

/** A key under the public id of this one, with another secret, the n-th guess, and a checksum that holds. */
export const withOtherSecret = (key: string, n = 0): string =>
  rechecked(`${key.slice(0, -49)}${digits(n, 43)}${'0'.repeat(6)}`)
