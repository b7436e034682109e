import { readScrubReceipt, type ScrubReceipt } from '@constat/evidence/screening'
import { proofOfScrub } from '@constat/server/screening'
import { CallFault, codeOf, readStart, writeWhole, type Call, type ExitCode } from '@constat/verifier'
import { withData } from '../platform/data-folder.ts'
import { tenantOf } from './local.ts'
import { serverOf, type NamedServer } from './server-options.ts'

const MAX_BYTES = 64_000_000

type Given = { readonly id: string; readonly receipt: ScrubReceipt }
type Report = { readonly [name: string]: unknown; readonly receipts: readonly Given[] }

const isGiven = (value: unknown): value is Given =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'receipt' in value &&
  readScrubReceipt(Buffer.from(JSON.stringify(value.receipt))) !== undefined

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' &&
  value !== null &&
  'receipts' in value &&
  Array.isArray(value.receipts) &&
  value.receipts.every(isGiven)

const readReport = async (path: string): Promise<Report> => {
  try {
    const report: unknown = JSON.parse(Buffer.from(await readStart(path, MAX_BYTES)).toString())
    if (isReport(report)) return report
  } catch (error) {
    const code = codeOf(error)
    if (code !== '')
      throw new CallFault(
        { fr: `${path} ne peut être lu (${code}).`, en: `${path} cannot be read (${code}).` },
        { cause: error },
      )
  }
  throw new CallFault({
    fr: `${path} n’est pas le rapport d’un contrôle.`,
    en: `${path} is not the report of a screening.`,
  })
}

type FindProof = (id: string) => Promise<string | undefined>

const asking =
  ({ url, key }: NamedServer): FindProof =>
  async (id) => {
    const address = new URL(`v1/eligibility/receipts/${encodeURIComponent(id)}/proof`, url)
    const response = await fetch(address, { headers: { authorization: `Bearer ${key}` } }).catch(
      (error: unknown) => {
        throw new CallFault(
          { fr: 'Le serveur ne peut être joint.', en: 'The server cannot be reached.' },
          { cause: error },
        )
      },
    )
    if (response.ok) return response.text()
    if (response.status === 404) return undefined
    throw new CallFault({
      fr: `Le serveur a refusé (${response.status}) : voyez la clé et ses droits.`,
      en: `The server refused (${response.status}): see the key and its scopes.`,
    })
  }

/** Completes the receipts of a report; ends with 1 while one of them is not in the log. */
export const runScreenProof = async (call: Call): Promise<ExitCode> => {
  const { io, locale, operands } = call
  const path = operands[0] ?? ''
  const report = await readReport(path)
  const complete = async (find: FindProof): Promise<ExitCode> => {
    const receipts: Given[] = []
    for (const given of report.receipts) {
      const proof = given.receipt.proof ?? (await find(given.id))
      receipts.push(proof === undefined ? given : { ...given, receipt: { ...given.receipt, proof } })
    }
    await writeWhole(path, `${JSON.stringify({ ...report, receipts }, null, 2)}\n`)
    const missing = receipts.filter(({ receipt }) => receipt.proof === undefined).length
    io.out(`${receipts.length - missing}/${receipts.length}\n`)
    if (missing === 0) return 0
    io.err(
      {
        fr: 'Aucun état publié du journal ne couvre encore le reste : le serveur doit tourner ; réessayez dans un instant.\n',
        en: 'No published checkpoint of the log covers the rest yet: the server must run; try again in a moment.\n',
      }[locale],
    )
    return 1
  }
  const server = await serverOf(call)
  if (server) return complete(asking(server))
  return withData(call, async (folder) => {
    const tenant = await tenantOf(folder, call)
    return complete((id) => proofOfScrub(folder, tenant, id))
  })
}
