import { access, readFile, rename, writeFile } from 'node:fs/promises'
import { createClient, type Client } from '@constat/client'
import { allowOrigins, createApiKey, createTenant, findKey, type Deps } from '@constat/server'
import { NEWSLETTER_NOTICES } from './newsletter.ts'
import { DEVIS_NOTICE } from './notice.ts'

/** What `<data>/demo.json` holds, for people and programs that try the demo. */
export type DemoFile = {
  readonly url: string
  readonly siteKey: string
  readonly secretKey: string
  /** The first is the notice of the demo form. */
  readonly notices: readonly { readonly key: string; readonly locale: string; readonly sha256: string }[]
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

type DemoKeys = Pick<DemoFile, 'siteKey' | 'secretKey'>

const readDemoFile = async (path: string): Promise<DemoKeys | undefined> => {
  if (!(await exists(path))) return undefined
  const file: DemoFile = JSON.parse(await readFile(path, 'utf8'))
  return file
}

/** The demo tenant's keys: those of the file while they still open this database, else new ones. */
export const demoKeys = async (deps: Deps, path: string, origins: readonly string[]): Promise<DemoKeys> => {
  const known = await readDemoFile(path)
  const site = known && (await findKey(deps, known.siteKey))
  const secret = known && (await findKey(deps, known.secretKey))
  if (known && site && secret) {
    await allowOrigins(deps, site.scope, site.keyId, origins)
    return known
  }
  const tenant = await createTenant(deps, 'Cuisines du Marais (démonstration)')
  const siteKey = await createApiKey(deps, tenant, {
    kind: 'SITE',
    name: 'Demo form',
    allowedOrigins: origins,
  })
  const secretKey = await createApiKey(deps, tenant, { kind: 'SECRET', name: 'Demo back end' })
  return { siteKey: siteKey.text, secretKey: secretKey.text }
}

/** Publishes the demo's notices, that of the form first; what is published already stays as it is. */
export const publishDemoNotices = async (client: Client): Promise<DemoFile['notices']> => {
  const notices: DemoFile['notices'][number][] = []
  for (const document of [DEVIS_NOTICE, ...NEWSLETTER_NOTICES]) {
    const published = await client.publishNotice(document)
    if (published.__typename !== 'PublishNoticePayload') throw new Error(published.message)
    const { key, locale, sha256 } = published.notice
    notices.push({ key, locale, sha256 })
  }
  return notices
}

/** Writes the demo file whole or not at all, readable by its owner alone. */
export const writeDemoFile = async (path: string, file: DemoFile): Promise<void> => {
  const draft = `${path}.new`
  await writeFile(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
}

/** A client of the demo's own server; without `fetch` it goes over HTTP as any other would. */
export const demoClient = (url: string, { secretKey }: DemoKeys, send?: typeof fetch): Client =>
  createClient({ url: `${url}/graphql`, key: secretKey, ...(send ? { fetch: send } : {}) })
