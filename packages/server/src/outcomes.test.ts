import { readdir, readFile } from 'node:fs/promises'
import { getNamedType, isUnionType } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { apiSchema } from './schema.ts'
import { rootFieldsOf, type RootField } from './testing/every-field.ts'

const HERE = new URL('.', import.meta.url)
const OPERATIONS = rootFieldsOf(apiSchema)

let files: ReadonlyMap<string, string>

beforeAll(async () => {
  const paths = (await readdir(HERE, { recursive: true })).filter((path) =>
    path.endsWith('.outcomes.test.ts'),
  )
  const read = async (path: string) =>
    [path.split('/').at(-1) ?? '', await readFile(new URL(path, HERE), 'utf8')] as const
  files = new Map(await Promise.all(paths.map(read)))
})

const titled = (text: string, word: string): boolean =>
  new RegExp(`\\(\\s*['"\`][^'"\`]*\\b${word}\\b[^'"\`]*: `).test(text)

const ownFile = (operation: string): string | undefined =>
  files.get(`${operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.outcomes.test.ts`)

// What only reads has its outcomes where it is asked.
const isTold = (text: string, { name, operation }: RootField): boolean =>
  titled(text, name) || (operation === 'query' && new RegExp(`\\.${name}\\(`).test(text))

test.each(OPERATIONS.map((root) => [root.name, root] as const))(
  '%s has outcomes: a file in which a test is titled by each of its results, or tests in that of its feature',
  (name, root) => {
    const own = ownFile(name)
    if (own === undefined) return expect([...files.values()].some((text) => isTold(text, root))).toBe(true)
    const result = getNamedType(root.field.type)
    const members = isUnionType(result) ? result.getTypes() : []
    expect(members.filter((member) => !titled(own, member.name)).map((member) => member.name)).toEqual([])
  },
)
