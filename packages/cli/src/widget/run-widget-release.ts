import { readFile, stat } from 'node:fs/promises'
import { ownHashOf, releaseWidget } from '@constat/server'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { withData } from '../platform/data-folder.ts'

// Far above any build.
const MAX_BYTES = 4_000_000

const readCode = async (path: string): Promise<string> => {
  try {
    const { size } = await stat(path)
    return size > MAX_BYTES ? '' : await readFile(path, 'utf8')
  } catch (error) {
    throw new CallFault(
      {
        fr: `${path} ne peut être lu. Nommez le fichier constat.js que vos pages chargent.`,
        en: `${path} cannot be read. Name the file constat.js that your pages load.`,
      },
      { cause: error },
    )
  }
}

// As the observation of a page tells it (core/consent/observation.ts).
const VERSION = /^[\x20-\x7e]{1,32}$/

// In whichever quotes the build wrote it.
const bears = (code: string, version: string): boolean =>
  ['"', "'", '`'].some((quote) => code.includes(quote + version + quote))

/** States in the log that a build of the widget was released. */
export const runWidgetRelease = async (call: Call): Promise<ExitCode> => {
  const [path = '', version = ''] = call.operands
  if (!VERSION.test(version))
    throw new CallFault({
      fr: 'Donnez la version que le fichier porte, comme 1.4.2 : 1 à 32 caractères ASCII.',
      en: 'Give the version that the file bears, such as 1.4.2: 1 to 32 ASCII characters.',
    })
  const code = await readCode(path)
  const sha256 = ownHashOf(code)
  if (sha256 === undefined || !bears(code, version))
    throw new CallFault({
      fr: `${path} n’est pas le fichier du widget ${version} tel qu’il a été construit : prenez constat.js et sa version du paquet, sans les modifier.`,
      en: `${path} is not the file of the widget ${version} as it was built: take constat.js and its version from the package, unchanged.`,
    })
  return withData(call, async (folder) => {
    const isNew = await releaseWidget(folder, { version, sha256 })
    call.io.out(`${version} ${sha256}\n`)
    if (!isNew) call.io.err({ fr: 'Déjà annoncé.\n', en: 'Announced already.\n' }[call.locale])
    return 0
  })
}
