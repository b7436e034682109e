import { createLog, type Deps } from '@constat/server/data'
import {
  answerLine,
  newSalt,
  problemLine,
  screen,
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
import { findTenant, knownParties, tenantsPage, type TenantScope } from '@constat/store'
import { decodeRange, encodeRange } from '@constat/tlog'
import { CallFault, type Call } from '@constat/verifier'
import type { DataFolder } from '../platform/data-folder.ts'
import { refuseQuestion, type AskedOfAll } from './asked.ts'
import type { Screener } from './screener.ts'

type Saved = ScreeningPoint & {
  readonly salt: string
  readonly range: string
  readonly counts: Pick<AnswerTree, 'verdicts' | 'reasons' | 'problems'>
}

const isSaved = (value: unknown): value is Saved =>
  typeof value === 'object' && value !== null && 'salt' in value && 'range' in value && 'counts' in value

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

const iso = (instant: number): string => new Date(instant).toISOString()

/**
 * Decides with the data folder of this machine.
 *
 * @param of `from`: what an earlier {@link Screener} of this run saved; `threadOn`: the SQLite file, to decide in a thread
 *   of its own
 * @throws CallFault where the law cannot read the question
 */
export const screenLocally = async (
  folder: DataFolder,
  tenant: TenantScope,
  { question }: AskedOfAll,
  { from, threadOn }: { readonly from: unknown; readonly threadOn: string | undefined },
): Promise<Screener> => {
  const deps: Deps = { ...folder, log: createLog('silent') }
  const saved = isSaved(from) ? from : undefined
  const begun = await screen(deps, { tenant }, question, { point: saved, threadOn })
  if (!begun.ok) throw refuseQuestion(begun.issues)
  const screening = begun.value
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
    settle: async () => {},
    settleEvery: 10_000,
    batch: 65_536,
    saved: (): Saved => ({
      position: screening.position,
      evaluatedAt: screening.evaluatedAt,
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
