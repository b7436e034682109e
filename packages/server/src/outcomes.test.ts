import { readdir, readFile } from 'node:fs/promises'
import { getNamedType, isUnionType } from 'graphql'
import { expect, test } from 'vitest'
import { apiSchema } from './schema.ts'
import { rootFieldsOf } from './testing/every-field.ts'

const HERE = new URL('.', import.meta.url)

const fileOf = async (operation: string): Promise<string> => {
  const name = `${operation.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.outcomes.test.ts`
  const [path] = (await readdir(HERE, { recursive: true })).filter((each) => each.split('/').at(-1) === name)
  if (path === undefined) throw new Error(`There is no ${name}.`)
  return readFile(new URL(path, HERE), 'utf8')
}

test.each(
  rootFieldsOf(apiSchema).flatMap((root) =>
    root.operation === 'mutation' ? [[root.name, root] as const] : [],
  ),
)('%s has a file in which each of its results is brought about by a test', async (name, { field }) => {
  const text = await fileOf(name)
  const result = getNamedType(field.type)
  const members = isUnionType(result) ? result.getTypes() : []
  expect(members.length).toBeGreaterThan(1)
  // A test's title begins with the result that it brings about.
  const untold = members.filter(({ name: member }) => !new RegExp(`\\(\\s*['"\`]${member}: `).test(text))
  expect(untold.map(({ name: member }) => member)).toEqual([])
})
