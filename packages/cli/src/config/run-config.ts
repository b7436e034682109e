import { configFaults, requireSafe, type SettingLine, type SettingSource } from '@constat/server'
import type { Call, ExitCode, Said } from '@constat/verifier'
import { configuredOf } from './call-config.ts'

const SOURCES: { readonly [source in SettingSource]: Said } = {
  environment: { fr: 'environnement', en: 'environment' },
  file: { fr: 'fichier', en: 'file' },
  default: { fr: 'défaut', en: 'default' },
  unset: { fr: 'non donné', en: 'not given' },
}

const print = (lines: readonly SettingLine[], { io, locale }: Call): void => {
  const width = Math.max(...lines.map(({ variable }) => variable.length))
  for (const { variable, value, source } of lines)
    io.out(`${variable.padEnd(width)} = ${value.padEnd(24)} # ${SOURCES[source][locale]}\n`)
}

/** Checks the configuration, shows it when asked to, and says what would keep it from being served. */
export const runConfig = async (call: Call): Promise<ExitCode> => {
  const { io, locale, switches } = call
  const { config, lines } = await configuredOf(call)
  if (switches.has('print')) print(lines, call)
  const safe = await requireSafe(config)
  if (safe.ok) {
    io.err(
      { fr: 'La configuration convient à « serve ».\n', en: 'The configuration is fit for "serve".\n' }[
        locale
      ],
    )
    return 0
  }
  const unfit = { fr: '« serve » la refuserait :', en: '"serve" would refuse it:' }[locale]
  io.err(`${unfit}\n${configFaults(safe.issues)}\n`)
  return 1
}
