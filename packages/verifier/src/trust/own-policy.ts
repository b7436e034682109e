import { formatPolicy, formatVkey, QUORUM_NONE, type Policy, type PolicyWitness } from '@constat/tlog'
import { CallFault } from '../command/command.ts'

/** Whose cosignatures a person wants, and how many of them. */
export type OwnWitnesses = Omit<Policy, 'logs'>

const refuse = (fr: string, en: string): never => {
  throw new CallFault({ fr, en })
}

// By its name in the policy, the name of its key, or the whole key as its operator gave it.
const isNamed = ({ name, vkey }: PolicyWitness, text: string): boolean =>
  [name, vkey.name, formatVkey(vkey)].includes(text)

const witnessNamed = ({ witnesses }: Policy, text: string): PolicyWitness => {
  const found = witnesses.filter((each) => isNamed(each, text))
  const known = witnesses.map(({ name }) => name).join(', ')
  const [one, ...more] = found
  if (one && more.length === 0) return one
  return refuse(
    `Le serveur ne nomme pas un témoin ${text}${known === '' ? ' ; il n’en nomme aucun' : ` ; il nomme ${known}`}. Écrivez les autres vous-même dans tlog-policy.txt.`,
    `The server names no one witness ${text}${known === '' ? '; it names none' : `; it names ${known}`}. Write others into tlog-policy.txt yourself.`,
  )
}

const thresholdIn = (text: string | undefined, count: number): number => {
  if (text === undefined) return count
  const threshold = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0
  return threshold >= 1 && threshold <= count
    ? threshold
    : refuse(
        `--quorum dit combien des témoins nommés par --witness il faut : de 1 à ${count}.`,
        `--quorum says how many of the witnesses that --witness names are wanted: 1 to ${count}.`,
      )
}

const freeName = (taken: readonly string[], name = 'named'): string =>
  taken.includes(name) ? freeName(taken, `${name}-`) : name

/**
 * The witnesses that a person names among those that a server shows, each of which must have cosigned unless a smaller
 * number is asked for. A server cannot vouch for them, so the person is never given one unnamed.
 *
 * @throws CallFault for a name that the server does not show, and a number that cannot be reached
 */
export const ownWitnesses = (
  policy: Policy,
  names: readonly string[],
  quorum: string | undefined,
): OwnWitnesses => {
  if (names.length === 0)
    return quorum === undefined
      ? { witnesses: [], groups: [], quorum: QUORUM_NONE }
      : refuse('--quorum va avec --witness.', '--quorum goes with --witness.')
  const witnesses = [...new Set(names.map((name) => witnessNamed(policy, name)))]
  const threshold = thresholdIn(quorum, witnesses.length)
  const members = witnesses.map(({ name }) => name)
  const [only = '', ...others] = members
  if (others.length === 0) return { witnesses, groups: [], quorum: only }
  const name = freeName(members)
  return { witnesses, groups: [{ name, threshold, members }], quorum: name }
}

const LOG_LINE = /^[ \t]*log[ \t]/
const QUORUM_LINE = /^[ \t]*quorum[ \t]/

const linesBeside = (text: string, pattern: RegExp): string =>
  text
    .split('\n')
    .filter((line) => !pattern.test(line))
    .join('\n')

const logLines = (logs: Policy['logs']): string =>
  linesBeside(formatPolicy({ logs, witnesses: [], groups: [], quorum: QUORUM_NONE }), QUORUM_LINE)

/** A policy as a person keeps it: what it says, and as it is spelled. */
export type HeldPolicy = { readonly policy: Policy; readonly text: string }

/**
 * The policy to save: the logs that the server shows, with those of other names that were there, and every other line of
 * the person's as it was. Witnesses are only written where the person had none.
 *
 * @throws CallFault for witnesses where the person has lines on them
 */
export const mergedPolicy = (
  held: HeldPolicy | undefined,
  logs: Policy['logs'],
  own: OwnWitnesses,
): string => {
  if (!held) return formatPolicy({ logs, ...own })
  const { policy, text } = held
  const kept = policy.logs.filter(({ vkey }) => logs.every((log) => log.vkey.name !== vkey.name))
  const merged = logLines([...kept, ...logs])
  if (own.witnesses.length === 0) return merged + linesBeside(text, LOG_LINE)
  if (policy.witnesses.length > 0 || policy.groups.length > 0)
    return refuse(
      'Ce dossier a déjà vos lignes sur les témoins, qui ne sont jamais modifiées ici : éditez tlog-policy.txt.',
      'This folder has lines of yours on witnesses already, which are never changed here: edit tlog-policy.txt.',
    )
  const others = linesBeside(linesBeside(text, LOG_LINE), QUORUM_LINE).trimEnd()
  return `${merged}${others === '' ? '' : `${others}\n`}${formatPolicy({ logs: [], ...own })}`
}
