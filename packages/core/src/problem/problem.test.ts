import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toIssues } from './zod.ts'

const faults = (schema: z.ZodType, input: unknown) => {
  const parsed = schema.safeParse(input)
  return parsed.success ? [] : toIssues(parsed.error).map(({ path, rule }) => `${path.join('.')} ${rule}`)
}

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

  it('carry the rule that a refinement names', () => {
    const schema = z.string().refine(() => false, { params: { rule: 'no-markup' } })
    expect(faults(schema, 'x')).toEqual([' no-markup'])
  })
})
