import { writeFile } from 'node:fs/promises'
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql'
import { apiSchema, siteSchema } from './schema.ts'

/** A graph as its committed file says it. */
export const printedSchema = (schema: GraphQLSchema): string =>
  `# Printed from the server by \`pnpm generate\`.\n\n${printSchema(lexicographicSortSchema(schema))}\n`

if (import.meta.main) {
  await writeFile(new URL('../schema.graphql', import.meta.url), printedSchema(apiSchema))
  await writeFile(new URL('../schema.site.graphql', import.meta.url), printedSchema(siteSchema))
}
