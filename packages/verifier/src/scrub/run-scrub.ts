import { reportLines, visibleJson, type ReportLine } from '@constat/evidence/verify'
import { CallFault, type Call, type ExitCode } from '../command/command.ts'
import { codeOf, readStart } from '../platform/files.ts'
import type { NamedTrust } from '../trust/trust-folder.ts'
import { foundBlock, scrubBlocks } from './draw-scrub.ts'
import { examineScrub, type ScrubReport } from './examine-scrub.ts'
import { MAX_REPORT_BYTES, readScrub } from './read-scrub.ts'

/**
 * Verifies the receipt of a screening, alone or in its report, and says what it proves.
 *
 * @throws CallFault for a file that cannot be read, or holds no receipt
 */
export const runScrub = async (
  { operands, values, switches, io, locale }: Call,
  trusts: readonly NamedTrust[],
  contact: string | undefined,
  print: (lines: readonly ReportLine[]) => void,
): Promise<ExitCode> => {
  const path = operands[0] ?? ''
  const receipts = readScrub(await readStart(path, MAX_REPORT_BYTES))
  if (!receipts)
    throw new CallFault({
      fr: `${path} ne contient aucun reçu entier.`,
      en: `${path} holds no receipt that is whole.`,
    })
  const { file, answers } = values
  if (contact !== undefined && answers === undefined)
    throw new CallFault({
      fr: 'Donnez par --answers les réponses où chercher ce contact.',
      en: 'Give by --answers the answers in which to look for this contact.',
    })
  let best: ScrubReport | undefined
  for (const { trust } of trusts) {
    try {
      const found = await examineScrub(receipts, trust, { file, answers, contact }, io.clock())
      if (!best || found.receipts.length > best.receipts.length || found.code === null) best = found
    } catch (error) {
      const code = codeOf(error)
      if (code === '') throw error
      throw new CallFault(
        { fr: `Un fichier ne peut être lu (${code}).`, en: `A file cannot be read (${code}).` },
        { cause: error },
      )
    }
  }
  if (!best) return 2
  if (switches.has('json')) io.out(`${visibleJson(best)}\n`)
  else {
    const shown = contact === undefined || best.code !== null ? [] : [foundBlock(best, locale)]
    print(reportLines([...scrubBlocks(best, locale), ...shown], Math.min(io.terminal.columns, 110)))
  }
  const isFound = contact === undefined || best.found.length > 0
  return best.verdict === 'VERIFIED' && isFound ? 0 : 1
}
