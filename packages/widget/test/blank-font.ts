const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length)
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, 2 * index))
  return bytes
}

const u32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, 4 * index))
  return bytes
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

const checksum = (bytes: Buffer): number => {
  const whole = padded(bytes)
  let sum = 0
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0
  return sum
}

/**
 * A TrueType font (OpenType 1.9.1) in which each letter of a range of code points is 600 of 1000 units wide and empty: text set in it takes its
 * place and cannot be seen.
 */
export const blankFont = (first: number, last: number): Buffer => {
  const groups = Array.from({ length: last - first + 1 }, (_, index) => [
    first + index,
    first + index,
    1,
  ]).flat()
  // One triangle, for glyph 0; glyph 1 has no outline.
  const triangle = Buffer.concat([
    u16(1, 0, 0, 500, 500, 2, 0),
    Buffer.from([1, 1, 1]),
    u16(0, 500, 0),
    u16(0, 0, 500),
  ])
  const outline = padded(triangle)
  const tables: readonly (readonly [tag: string, bytes: Buffer])[] = [
    [
      'OS/2',
      Buffer.concat([
        u16(4, 600, 400, 5, 0, 500, 500, 0, 0, 500, 500, 0, 300, 50, 200, 0),
        Buffer.alloc(10),
        u32(1, 0, 0, 0),
        Buffer.from('NONE'),
        u16(0x40, 0x61, 0x7a, 800, -200, 0, 800, 200),
        u32(1, 0),
        u16(500, 700, 0, 32, 1),
      ]),
    ],
    [
      'cmap',
      Buffer.concat([
        u16(0, 1, 3, 10),
        u32(12),
        u16(12, 0),
        u32(16 + 4 * groups.length, 0, groups.length / 3, ...groups),
      ]),
    ],
    ['glyf', outline],
    [
      'head',
      Buffer.concat([
        u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
        u16(3, 1000),
        Buffer.alloc(16),
        u16(0, 0, 500, 500, 0, 8, 2, 1, 0),
      ]),
    ],
    ['hhea', Buffer.concat([u32(0x10000), u16(800, -200, 0, 600, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 2)])],
    ['hmtx', u16(600, 0, 600, 0)],
    ['loca', u32(0, outline.length, outline.length)],
    ['maxp', Buffer.concat([u32(0x10000), u16(2, 3, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)])],
    ['name', Buffer.concat([u16(0, 1, 18, 3, 1, 0x409, 1, 10, 0), Buffer.from('\0B\0l\0a\0n\0k')])],
    ['post', Buffer.concat([u32(0x30000, 0), u16(0, 0), u32(0, 0, 0, 0, 0)])],
  ]
  const start = 12 + 16 * tables.length
  const { entries } = tables.reduce(
    ({ entries: before, at }, [tag, bytes]) => ({
      entries: [...before, Buffer.from(tag), u32(checksum(bytes), at, bytes.length)],
      at: at + padded(bytes).length,
    }),
    { entries: [] as readonly Buffer[], at: start },
  )
  return Buffer.concat([
    u32(0x10000),
    u16(tables.length, 128, 3, 16 * tables.length - 128),
    ...entries,
    ...tables.map(([, bytes]) => padded(bytes)),
  ])
}
