import { printable } from '@constat/evidence/verify'
import { createTenant, FIRST_LOG, type AccessDeps } from '@constat/server'
import { findLog, tenantsPage } from '@constat/store'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { withAccess } from './open-access.ts'

const MAX_NAME = 200
const PAGE = 100

const nameOf = (text: string): string => {
  const name = text.trim()
  if (name !== '' && name.length <= MAX_NAME && printable(name) === name) return name
  throw new CallFault({
    fr: `Un nom a de 1 à ${MAX_NAME} caractères, qui se voient et tiennent sur une ligne.`,
    en: `A name has 1 to ${MAX_NAME} characters that can be seen, in one line.`,
  })
}

// The log is named after the server when it is begun, and so for ever; a log that is there has its name.
const issuerOf = async ({ store }: AccessDeps, publicUrl: string | undefined): Promise<string> => {
  if (publicUrl !== undefined) return publicUrl
  const log = await findLog(store.reader, FIRST_LOG)
  if (log) return `https://${log.origin}`
  throw new CallFault({
    fr: 'Dites par CONSTAT_PUBLIC_URL à quelle adresse le monde joint ce serveur : son journal en prend le nom, pour toujours.',
    en: 'Say by CONSTAT_PUBLIC_URL by which address the world reaches this server: its log takes that name, for ever.',
  })
}

/** Makes a tenant and prints its id. */
export const runTenantCreate = (call: Call): Promise<ExitCode> =>
  withAccess(call, async (deps, { publicUrl }) => {
    const name = nameOf(call.operands[0] ?? '')
    const { tenantId } = await createTenant({ ...deps, issuer: await issuerOf(deps, publicUrl) }, name)
    call.io.out(`${tenantId}\n`)
    return 0
  })

/** Prints the tenants, oldest first. */
export const runTenantList = (call: Call): Promise<ExitCode> =>
  withAccess(call, async ({ store }) => {
    let after: string | undefined
    do {
      const tenants = await tenantsPage(store.reader, { first: PAGE, after })
      for (const { tenantId, createdAt, name } of tenants)
        call.io.out(`${tenantId}  ${new Date(createdAt).toISOString().slice(0, 10)}  ${printable(name)}\n`)
      after = tenants.length === PAGE ? tenants.at(-1)?.tenantId : undefined
    } while (after !== undefined)
    return 0
  })
