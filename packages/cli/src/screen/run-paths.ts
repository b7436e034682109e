import { access, constants, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { CallFault, codeOf, type Call } from '@constat/verifier'
import { refuseWrite, stateOf, writtenFor, type RunFiles } from './run-files.ts'

/** The files of a run. */
export type RunPaths = RunFiles & { readonly input: string; readonly report: string; readonly page: string }

/**
 * Reads the files of a run off the options.
 *
 * @throws CallFault where one is not said
 */
export const pathsOf = ({ operands, values }: Pick<Call, 'operands' | 'values'>): RunPaths => {
  const [input = ''] = operands
  const { out, report, answers } = values
  if (out === undefined || report === undefined)
    throw new CallFault({
      fr: 'Dites par --out où écrire les lignes permises, et par --report où écrire le rapport.',
      en: 'Say by --out where to write the lines that are allowed, and by --report where to write the report.',
    })
  const page = `${report.replace(/\.json$/i, '')}.html`
  return { input, out, report, page, answers, state: stateOf(out) }
}

/** What a run leaves when it is over. */
export const resultsOf = ({ out, report, page, answers }: RunPaths): readonly string[] => [
  out,
  report,
  page,
  ...(answers === undefined ? [] : [answers]),
]

const statOf = async (path: string) =>
  stat(path).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    return refuseWrite(path)(error)
  })

/**
 * Refuses names under which a run would write over what it reads, or over another of its own files; the same file under two names
 * too.
 *
 * @throws CallFault naming the file
 */
export const requireApart = async (paths: RunPaths): Promise<void> => {
  const known = new Set<string>()
  for (const path of [paths.input, ...resultsOf(paths).flatMap(writtenFor), ...writtenFor(paths.state)]) {
    const found = await statOf(path)
    const names = [resolve(path), ...(found?.isFile() ? [`${found.dev}:${found.ino}`] : [])]
    if (names.some((name) => known.has(name)))
      throw new CallFault({
        fr: `Le fichier lu et ceux qui sont écrits ont chacun un nom à eux : ${path} en a deux usages.`,
        en: `The file that is read and those that are written each need a name of their own: ${path} has two uses.`,
      })
    for (const name of names) known.add(name)
  }
}

/**
 * Refuses what cannot be written once everything is screened.
 *
 * @throws CallFault naming the first file that could not be
 */
export const requireWritable = async (paths: RunPaths): Promise<void> => {
  for (const path of resultsOf(paths)) {
    const found = await statOf(path)
    if (found && !found.isFile())
      throw new CallFault({
        fr: `${path} n’est pas un fichier : nommez-en un.`,
        en: `${path} is not a file: name one.`,
      })
    await access(dirname(resolve(path)), constants.W_OK | constants.X_OK).catch(refuseWrite(path))
  }
}
