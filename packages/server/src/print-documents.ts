import { readFile, writeFile } from 'node:fs/promises'
import { parse, validate } from 'graphql'
import { SITE_DOCUMENTS } from './platform/site-documents.ts'
import { siteSchema } from './schema.ts'

const MANIFESTS = ['widget', 'client'].map(
  (folder) => new URL(`../../${folder}/src/generated/persisted-documents.json`, import.meta.url),
)

/** What widget and client ask of the Site graph now, as codegen writes it down, by id. */
export const currentDocuments = async (): Promise<{ readonly [id: string]: string }> => {
  const manifests = await Promise.all(MANIFESTS.map((url) => readFile(url, 'utf8')))
  const all: { readonly [id: string]: string } = Object.assign(
    {},
    ...manifests.map((text) => JSON.parse(text)),
  )
  return Object.fromEntries(
    Object.entries(all).filter(([, text]) => validate(siteSchema, parse(text)).length === 0),
  )
}

const printed = (documents: { readonly [id: string]: string }): string => `// Added to by \`pnpm generate\`.

/**
 * Every document by which a released widget or client asks the Site graph, by its id. A page may carry a widget of years
 * ago: what was released is never taken out.
 */
export const SITE_DOCUMENTS: { readonly [id: string]: string } = {
${Object.entries(documents)
  .toSorted(([one], [other]) => (one < other ? -1 : 1))
  .map(([id, text]) => `  '${id}':\n    '${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}',`)
  .join('\n')}
}
`

if (import.meta.main)
  await writeFile(
    new URL('platform/site-documents.ts', import.meta.url),
    printed({ ...SITE_DOCUMENTS, ...(await currentDocuments()) }),
  )
