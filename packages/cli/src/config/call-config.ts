import { configFaults, loadConfig, type Config, type Configured } from '@constat/server/data'
import { CallFault, type Call } from '@constat/verifier'

/**
 * The configuration that a command is called under: its options, else the environment, else the file.
 *
 * @throws CallFault with every fault at once.
 */
export const configuredOf = async ({ io, values }: Call): Promise<Configured> => {
  const { config: file, data, keys } = values
  const env = {
    ...io.env,
    ...(data === undefined ? {} : { CONSTAT_DATA: data }),
    ...(keys === undefined ? {} : { CONSTAT_KEYS: keys }),
  }
  const configured = await loadConfig(env, file ?? io.env['CONSTAT_CONFIG'])
  if (configured.ok) return configured.value
  const faults = configFaults(configured.issues)
  throw new CallFault({
    fr: `la configuration est fautive :\n${faults}`,
    en: `the configuration is at fault:\n${faults}`,
  })
}

/** Its values alone. */
export const configOf = async (call: Call): Promise<Config> => (await configuredOf(call)).config
