import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readBy } from './zod.ts'

const issues = (schema: z.ZodType, input: unknown) => {
  const read = readBy(schema, input)
  return read.ok ? [] : read.issues
}
const faults = (schema: z.ZodType, input: unknown) =>
  issues(schema, input).map(({ path, rule }) => `${path.join('.')} ${rule}`)
const sentence = (schema: z.ZodType, input: unknown) => issues(schema, input).map(({ message }) => message)

describe('input issues', () => {
  it('point at each faulty place with the rule it breaks', () => {
    const schema = z.strictObject({ list: z.array(z.int().min(1)).max(2), word: z.enum(['a']) })
    expect(faults(schema, { list: [0, 'x'], word: 'b', more: 1, most: 2 }).toSorted()).toEqual([
      'list.0 too-short',
      'list.1 type',
      'more unknown-key',
      'most unknown-key',
      'word unknown-value',
    ])
  })

  it('carry the rule and the sentence that a schema gives', () => {
    const schema = z.string().refine(() => false, { params: { rule: 'no-markup' }, message: 'No HTML.' })
    expect(issues(schema, 'x')).toEqual([{ path: [], rule: 'no-markup', message: 'No HTML.' }])
  })

  it.each<[input: unknown, schema: z.ZodType, message: string]>([
    [undefined, z.string(), 'Add this: a text.'],
    [3, z.string(), 'Give a text here.'],
    [1.5, z.int(), 'Give a whole number here.'],
    [NaN, z.number(), 'Give a number here.'],
    ['yes', z.boolean(), 'Give true or false here.'],
    ['', z.array(z.string()), 'Give a list here.'],
    ['', z.strictObject({}), 'Give an object here.'],
    [{}, z.map(z.string(), z.string()), 'Give a value of another type here.'],
    ['', z.string().min(1), 'Write at least 1 character.'],
    ['abc', z.string().max(2), 'Write at most 2 characters.'],
    [[], z.array(z.string()).min(1), 'Give at least 1 entry.'],
    [[1, 2, 3], z.array(z.int()).max(2), 'Give at most 2 entries.'],
    [0, z.int().min(1), 'Give a number of at least 1.'],
    [9, z.int().max(8), 'Give a number of at most 8.'],
    ['ftp://x', z.url({ protocol: /^https$/ }), 'Give an absolute URL with a scheme that is allowed here.'],
    ['soon', z.iso.date(), 'Give a date as YYYY-MM-DD.'],
    ['b', z.string().regex(/a/), 'Write this in the form that its description gives.'],
    [{ more: 1 }, z.strictObject({}), 'Take this out: nothing is known by this name here.'],
    ['c', z.enum(['a', 'b']), 'Use one of a, b.'],
    ['c', z.literal('a'), 'Use a.'],
    [2, z.union([z.literal(0), z.literal(1)]), 'Use one of the values that its description gives.'],
    ['x', z.string().refine(() => false), 'Correct this: its description says what is allowed.'],
  ])('say what to do: %j by %#', (input, schema, message) => {
    expect(sentence(schema, input)).toEqual([message])
  })

  it('never repeat what was sent', () => {
    const schema = z.strictObject({ to: z.enum(['a']), at: z.iso.date(), by: z.int() })
    const said = issues(schema, { to: '0199001234', at: '0199001234', by: '0199001234' })
    expect(said).toHaveLength(3)
    expect(said.map(({ message }) => message).join(' ')).not.toContain('0199001234')
  })
})
