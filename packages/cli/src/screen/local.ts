import { canonicalJson } from '@constat/core/canonical'
import { createLog, type Deps } from '@constat/server/data'
import {
  answerLine,
  newSalt,
  openPoint,
  problemLine,
  screen,
  sealPoint,
  signScrub,
  type ScreeningPoint,
} from '@constat/server/screening'
import {
  appendAnswers,
  createNodeHashing,
  NO_ANSWERS,
  summaryOf,
  type AnswerTree,
} from '@constat/evidence/screening'
import { findLog, findTenant, knownParties, tenantsPage, type TenantScope } from '@constat/store'
import { decodeRange, encodeRange } from '@constat/tlog'
import { CallFault, type Call } from '@constat/verifier'
import type { DataFolder } from '../platform/data-folder.ts'
import { refusePoint, refuseQuestion, type AskedOfAll } from './asked.ts'
import type { Screener } from './screener.ts'

/** Whose evidence a run asks, and who signs what comes of it. */
type Origin = { readonly log: string | null; readonly tenant: string; readonly key: string }

type Saved = {
  readonly origin: Origin
  readonly point: string
  readonly salt: string
  readonly range: string
  readonly counts: Pick<AnswerTree, 'verdicts' | 'reasons' | 'problems'>
}

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' &&
  value !== null &&
  'salt' in value &&
  'range' in value &&
  'counts' in value &&
  'origin' in value &&
  'point' in value

/**
 * The tenant of a call: the one that it names, else the only one.
 *
 * @throws CallFault where there is no such tenant, or several to choose from
 */
export const tenantOf = async (
  { store }: Pick<DataFolder, 'store'>,
  { values }: Pick<Call, 'values'>,
): Promise<TenantScope> => {
  const { tenant: named } = values
  if (named !== undefined) {
    const found = await findTenant(store.reader, named)
    if (found) return found
    throw new CallFault({
      fr: `Il n’y a pas d’organisation ${named} : « tenant list » les montre.`,
      en: `There is no tenant ${named}: "tenant list" shows them.`,
    })
  }
  const [only, another] = await tenantsPage(store.reader, { first: 2, after: undefined })
  if (only && !another) return only
  throw new CallFault({
    fr: 'Dites pour quelle organisation par --tenant ; « tenant list » les montre.',
    en: 'Say for which tenant by --tenant; "tenant list" shows them.',
  })
}

const treeOf = (saved: Saved | undefined): AnswerTree => {
  if (!saved) return NO_ANSWERS
  const range = decodeRange(Buffer.from(saved.range, 'base64'))
  if (!range) throw new Error('The state of the run is damaged: delete it and start anew.')
  return { ...saved.counts, range }
}

/** Whether notices or certificates of a tenant know a party: of another every answer is DENY, which may be a slip. */
export const isKnownParty = async (
  { store }: Pick<DataFolder, 'store'>,
  tenant: TenantScope,
  key: string,
): Promise<boolean> => (await knownParties(store.reader, tenant, [key])).has(key)

const originOf = async (
  { store, keys }: Pick<DataFolder, 'store' | 'keys'>,
  { logId, tenantId }: TenantScope,
): Promise<Origin> => ({
  log: (await findLog(store.reader, logId))?.origin ?? null,
  tenant: tenantId,
  key: keys.statement.kid,
})

/**
 * Where a run that was cut off goes on.
 *
 * @throws CallFault where another data folder is asked than before, or the point is none of this one
 */
const pointOf = async (
  deps: Deps,
  tenant: TenantScope,
  { question }: AskedOfAll,
  saved: Saved,
  origin: Origin,
): Promise<ScreeningPoint> => {
  if (canonicalJson(saved.origin) !== canonicalJson(origin))
    throw new CallFault({
      fr: 'Ce passage a commencé sur d’autres données (journal, organisation ou clé de signature) : nommez-les, ou ajoutez --restart pour tout recommencer.',
      en: 'This run began on other data (log, tenant or signing key): name those, or add --restart to start anew.',
    })
  const opened = await openPoint(deps, tenant, question, saved.point)
  if (!opened.ok) throw refusePoint(opened.issues)
  return opened.value
}

const iso = (instant: number): string => new Date(instant).toISOString()

/**
 * Decides with the data folder of this machine.
 *
 * @param of `from`: what an earlier {@link Screener} of this run saved; `threadOn`: the SQLite file, to decide in a thread
 *   of its own
 * @throws CallFault where the law cannot read the question, or an earlier run cannot be gone on with here
 */
export const screenLocally = async (
  folder: DataFolder,
  tenant: TenantScope,
  asked: AskedOfAll,
  { from, threadOn }: { readonly from: unknown; readonly threadOn: string | undefined },
): Promise<Screener> => {
  const deps: Deps = { ...folder, log: createLog('silent') }
  const { question } = asked
  if (from !== undefined && !isSaved(from)) throw refusePoint([])
  const saved = from
  const origin = await originOf(folder, tenant)
  const at = saved && (await pointOf(deps, tenant, asked, saved, origin))
  const begun = await screen(deps, { tenant }, question, { point: at, threadOn })
  if (!begun.ok) throw refuseQuestion(begun.issues)
  const screening = begun.value
  const point = sealPoint(deps, tenant, question, screening)
  const salt = saved?.salt ?? newSalt(deps)
  const hashing = createNodeHashing()
  let tree = treeOf(saved)
  return {
    ask: async (records) => {
      const answerAt = await screening.answer(records)
      return (index) => {
        const { line = 0, fault } = records[index] ?? {}
        const ref = String(line)
        return fault ? problemLine(ref, [{ path: [], ...fault }]) : answerLine(ref, answerAt(index))
      }
    },
    take: (answers) => void (tree = appendAnswers(tree, answers, salt, hashing)),
    settleEvery: 10_000,
    batch: 81_920,
    saved: (): Saved => ({
      origin,
      point,
      salt,
      range: Buffer.from(encodeRange(tree.range)).toString('base64'),
      counts: { verdicts: tree.verdicts, reasons: tree.reasons, problems: tree.problems },
    }),
    counts: () => ({ ...tree, count: tree.range.size }),
    point: () => ({
      position: String(screening.position),
      evaluatedAt: iso(screening.evaluatedAt),
      at: iso(screening.at),
    }),
    finish: async (file) => {
      const { id, receipt } = await signScrub(deps, tenant, {
        question,
        screening,
        answers: tree,
        salt,
        file,
      })
      return [{ id, receipt, answers: summaryOf(tree).count }]
    },
    close: screening.close,
  }
}
