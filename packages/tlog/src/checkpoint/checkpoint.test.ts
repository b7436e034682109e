import { describe, expect, it } from 'vitest'
import { EMPTY_ROOT, formatCheckpoint, parseCheckpoint } from '../index.ts'
import { base64, valueOf } from '../testing/vectors.ts'

// C2SP, tlog-checkpoint.md (CC-BY-4.0).
const ROOT = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I='
const EXAMPLE = `example.com/behind-the-sofa\n20852163\n${ROOT}\n`

describe('checkpoints', () => {
  it('read back as the example of tlog-checkpoint', () => {
    const { extensions, ...checkpoint } = valueOf(parseCheckpoint(EXAMPLE))
    expect(checkpoint).toEqual({
      origin: 'example.com/behind-the-sofa',
      size: 20_852_163,
      root: base64(ROOT),
    })
    expect(extensions).toEqual([])
    expect(formatCheckpoint(checkpoint)).toBe(EXAMPLE)
  })

  it('of others may have extension lines, which stand apart', () => {
    const { extensions } = valueOf(parseCheckpoint(`${EXAMPLE}one\n  two \n`))
    expect(extensions).toEqual(['one', '  two '])
  })

  it('have origins that are no URL too', () => {
    expect(valueOf(parseCheckpoint(`un journal + é\n0\n${ROOT}\n`)).origin).toBe('un journal + é')
  })

  it('have sizes up to 2^53 − 1', () => {
    const size = Number.MAX_SAFE_INTEGER
    const text = formatCheckpoint({ origin: 'log', size, root: EMPTY_ROOT })
    expect(valueOf(parseCheckpoint(text)).size).toBe(size)
  })

  it.each(['9007199254740992', '18446744073709551615', '1' + '0'.repeat(1000)])(
    'of %s leaves are refused as too large',
    (size) => {
      expect(parseCheckpoint(`log\n${size}\n${ROOT}\n`)).toEqual({
        ok: false,
        code: 'checkpoint-size-too-large',
      })
    },
  )

  it.each([
    ['nothing', ''],
    ['two lines', 'log\n1\n'],
    ['no newline at the end', `log\n1\n${ROOT}`],
    ['no origin', `\n1\n${ROOT}\n`],
    ['an empty extension line', `log\n1\n${ROOT}\n\n`],
    ['an empty extension line among others', `log\n1\n${ROOT}\na\n\nb\n`],
    ['no size', `log\n\n${ROOT}\n`],
    ['a leading zero', `log\n01\n${ROOT}\n`],
    ['two zeroes', `log\n00\n${ROOT}\n`],
    ['a sign', `log\n+1\n${ROOT}\n`],
    ['a negative size', `log\n-1\n${ROOT}\n`],
    ['hex', `log\n0x10\n${ROOT}\n`],
    ['an exponent', `log\n1e3\n${ROOT}\n`],
    ['a space', `log\n1 \n${ROOT}\n`],
    ['other digits than ASCII', `log\n١\n${ROOT}\n`],
    ['a root of 31 bytes', `log\n1\n${Buffer.alloc(31).toString('base64')}\n`],
    ['a root in base64url', `log\n1\n${ROOT.replace('/', '_')}\n`],
    ['a root with loose bits', `log\n1\n${ROOT.replace('2I=', '2J=')}\n`],
    ['a root with a space', `log\n1\n${ROOT} \n`],
  ])('are malformed with %s', (_, text) => {
    expect(parseCheckpoint(text)).toEqual({ ok: false, code: 'checkpoint-malformed' })
  })

  it.each([
    { origin: '', size: 1, root: EMPTY_ROOT },
    { origin: 'two\nlines', size: 1, root: EMPTY_ROOT },
    { origin: 'a\ttab', size: 1, root: EMPTY_ROOT },
    { origin: '\ud800', size: 1, root: EMPTY_ROOT },
    { origin: 'log', size: -1, root: EMPTY_ROOT },
    { origin: 'log', size: 1.5, root: EMPTY_ROOT },
    { origin: 'log', size: 2 ** 53, root: EMPTY_ROOT },
    { origin: 'log', size: 1, root: new Uint8Array(31) },
  ])('are never made of %o', (checkpoint) => {
    expect(() => formatCheckpoint(checkpoint)).toThrow(RangeError)
  })
})
