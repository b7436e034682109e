import { mkdir, writeFile } from 'node:fs/promises'
import type { z } from 'zod'
import { query } from '../eligibility/query-schema.ts'
import { isTimeZone } from '../calendar/time-zone.ts'
import { civilDate, flag, instant, isSlotInOrder } from '../question/facts.ts'
import { contact } from '../question/schema.ts'

/**
 * Prints, from the schemas of a contact question and of an eligibility query, the readers that take them in without
 * zod. They read what the schemas accept, to the same value; of what they do not, zod says why. Where a schema names a
 * predicate, the reader calls the same one.
 */

type Schema = { readonly _zod: { readonly def: Definition } }
type Check = {
  readonly _zod: {
    readonly def: {
      readonly check: string
      readonly minimum?: number
      readonly maximum?: number
      readonly value?: number
      readonly inclusive?: boolean
      readonly pattern?: RegExp
      readonly fn?: unknown
    }
  }
}
type Definition = {
  readonly type: string
  readonly format?: string
  readonly shape?: { readonly [key: string]: Schema }
  readonly entries?: { readonly [word: string]: string }
  readonly values?: readonly unknown[]
  readonly innerType?: Schema
  readonly element?: Schema
  readonly defaultValue?: unknown
  readonly checks?: readonly Check[]
}

/** Readers that are written by hand, with the schemas they stand for. */
const READERS = new Map<unknown, string>([
  [instant, 'readInstant'],
  [civilDate, 'readDate'],
])

/** Facts taken as false when nobody states them. */
const READ_AS_FALSE = new Set<unknown>([flag])

const PREDICATES = new Map<unknown, string>([
  [isTimeZone, 'isTimeZone'],
  [isSlotInOrder, 'isSlotInOrder'],
])

const conditionOf = ({ _zod: { def } }: Check, value: string): string => {
  switch (def.check) {
    case 'min_length':
      return `${value}.length >= ${def.minimum}`
    case 'max_length':
      return `${value}.length <= ${def.maximum}`
    case 'greater_than':
      return `${value} ${def.inclusive ? '>=' : '>'} ${def.value}`
    case 'less_than':
      return `${value} ${def.inclusive ? '<=' : '<'} ${def.value}`
    case 'string_format':
      return `${def.pattern}.test(${value})`
    default: {
      const predicate = PREDICATES.get(def.fn)
      if (predicate === undefined) throw new Error(`No reader for the check ${def.check}.`)
      return `${predicate}(${value})`
    }
  }
}

/** The functions printed so far, by their text: what is read alike is read by one function. */
type Printed = Map<string, string>

const named = (printed: Printed, parameters: string, body: string): string => {
  const text = `(${parameters}) => ${body}`
  const known = printed.get(text)
  if (known !== undefined) return known
  const name = `read${printed.size + 1}`
  printed.set(text, name)
  return name
}

const wordReader = (words: readonly string[], printed: Printed): string =>
  named(
    printed,
    'value: unknown',
    `{ switch (value) {${words.map((word) => ` case '${word}':`).join('')} return value; default: return undefined } }`,
  )

const objectReader = ({ shape = {}, checks = [] }: Definition, printed: Printed): string => {
  const fields = Object.entries(shape).map(([key, field]) => ({
    key,
    read: reading(field, `of${key}`, printed),
  }))
  const values = fields.map(({ key, read }) => `const ${key}Read = ${read}`)
  const faults = fields.map(({ key }) => `${key}Read === undefined`)
  const known = fields.map(({ key }) => `(of${key} === undefined ? 0 : 1)`)
  return named(
    printed,
    'value: unknown',
    `{
      if (!isBag(value)) return undefined
      const { ${fields.map(({ key }) => `${key}: of${key}`).join(', ')} } = value
      ${values.join('\n')}
      if (${faults.join(' || ')}) return undefined
      if (sizeOf(value) !== ${known.join(' + ')}) return undefined
      const read = { ${fields.map(({ key }) => `${key}: ${key}Read`).join(', ')} }
      return ${checks.length === 0 ? 'read' : `${checks.map((check) => conditionOf(check, 'read')).join(' && ')} ? read : undefined`}
    }`,
  )
}

const listReader = (element: Schema, printed: Printed): string => {
  const read = reading(element, 'each', printed)
  const readElement = read.slice(0, read.indexOf('('))
  return named(
    printed,
    'value: unknown',
    `{
      if (!Array.isArray(value)) return undefined
      const list: Exclude<ReturnType<typeof ${readElement}>, undefined>[] = []
      for (const each of value) {
        const read = ${read}
        if (read === undefined) return undefined
        list.push(read)
      }
      return list
    }`,
  )
}

const primitiveReader = ({ type, format, checks = [] }: Definition, printed: Printed): string => {
  const conditions = [
    `typeof value === '${type}'`,
    ...(format === 'safeint' ? ['Number.isSafeInteger(value)'] : []),
    ...checks.map((check) => conditionOf(check, 'value')),
  ]
  return named(printed, 'value: unknown', `${conditions.join(' && ')} ? value : undefined`)
}

/** An expression that reads a value; undefined when it is not what the schema asks for. */
const reading = (schema: Schema, value: string, printed: Printed): string => {
  const {
    _zod: { def },
  } = schema
  const { innerType, element, entries } = def
  const byHand = READERS.get(schema)
  if (byHand !== undefined) return `${byHand}(${value})`
  if (READ_AS_FALSE.has(schema))
    return `(${value} == null ? false : typeof ${value} === 'boolean' ? ${value} : undefined)`
  switch (def.type) {
    case 'default':
      // A fact that may be null defaults to null; one reading serves both.
      if (innerType && def.defaultValue === null) return reading(innerType, value, printed)
      if (innerType) return reading(innerType, `(${value} === undefined ? {} : ${value})`, printed)
      break
    case 'nullable':
      if (innerType) return `(${value} == null ? null : ${reading(innerType, value, printed)})`
      break
    case 'literal':
      return `${wordReader((def.values ?? []).map(String), printed)}(${value})`
    case 'enum':
      if (entries) return `${wordReader(Object.values(entries), printed)}(${value})`
      break
    case 'array':
      if (element) return `${listReader(element, printed)}(${value})`
      break
    case 'object':
      return `${objectReader(def, printed)}(${value})`
    case 'string':
    case 'number':
    case 'boolean':
      return `${primitiveReader(def, printed)}(${value})`
    default:
  }
  throw new Error(`No reader for the schema ${def.type}.`)
}

const reader = (schema: z.ZodType, printed: Printed): string =>
  reading(schema, 'value', printed).replace('(value)', '')

/** The source of the readers. */
const printedReaders = (): string => {
  const printed: Printed = new Map()
  const ofContact = reader(contact, printed)
  const ofQuery = reader(query, printed)
  return `// Printed from the schemas by \`pnpm generate\`.
import { isTimeZone } from '../calendar/time-zone.ts'
import { isSlotInOrder, readDate, readInstant } from '../question/facts.ts'

type Bag = { readonly [key: string]: unknown }

const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const sizeOf = (bag: Bag): number => Object.keys(bag).length

${[...printed].map(([text, name]) => `const ${name} = ${text}`).join('\n\n')}

/** Reads a question of kind CONTACT as its schema does; undefined for what the schema refuses. */
export const readContact = ${ofContact}

/** Reads an eligibility query as its schema does; undefined for what the schema refuses. */
export const readQuery = ${ofQuery}
`
}

const folder = new URL('../generated/', import.meta.url)
await mkdir(folder, { recursive: true })
await writeFile(new URL('readers.ts', folder), printedReaders())
