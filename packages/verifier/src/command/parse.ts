import { parseArgs } from 'node:util'
import { CallFault, type Call, type Command, type Option } from './command.ts'
import { LOCALES, type Locale } from './said.ts'

/** Options of every command. */
export const COMMON: { readonly [name: string]: Option } = {
  lang: {
    value: LOCALES.join('|'),
    about: {
      fr: 'langue des réponses ; sinon celle du système',
      en: 'language of the answers; else the system’s',
    },
  },
  help: { about: { fr: 'cette aide', en: 'this help' } },
}

const refuse = (fr: string, en: string): never => {
  throw new CallFault({ fr, en })
}

const isLocale = (text: string): text is Locale => LOCALES.some((each) => each === text)

const localeIn = (text: string | undefined, otherwise: Locale): Locale => {
  if (text === undefined) return otherwise
  return isLocale(text)
    ? text
    : refuse(`--lang connaît ${LOCALES.join(' et ')}.`, `--lang knows ${LOCALES.join(' and ')}.`)
}

// A key is named by its thumbprint (RFC 7638, 43 letters of base64url), which may begin with a dash; no option is short, or so long.
const isThumbprint = (arg: string): boolean => /^-[\w-]{42}$/.test(arg)

/** What the arguments of a command say, or that its help is asked for. */
export type ParsedCall = Omit<Call, 'io'>

/**
 * Reads the arguments of a command.
 *
 * @throws CallFault for an option that there is not, is given twice or lacks its value, and for too few or many operands.
 */
export const parseCall = (command: Command, args: readonly string[], locale: Locale): ParsedCall => {
  const known: { readonly [name: string]: Option } = { ...command.options, ...COMMON }
  const { tokens } = parseArgs({
    args: args.filter((arg) => !isThumbprint(arg)),
    options: Object.fromEntries(
      Object.entries(known).map(
        ([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }] as const,
      ),
    ),
    strict: false,
    tokens: true,
  })
  const operands = args.filter(isThumbprint)
  const values: { [option: string]: string } = {}
  const lists: { [option: string]: string[] } = {}
  const switches = new Set<string>()
  for (const token of tokens)
    if (token.kind === 'positional') operands.push(token.value)
    else if (token.kind === 'option') {
      const { name, value, rawName } = token
      const option = Object.hasOwn(known, name) ? known[name] : undefined
      if (!option) refuse(`Il n’y a pas d’option ${rawName}.`, `There is no option ${rawName}.`)
      else if (name in values || switches.has(name))
        refuse(`Donnez ${rawName} une seule fois.`, `Give ${rawName} once.`)
      else if (!option.value) {
        if (value === undefined) switches.add(name)
        else refuse(`${rawName} ne prend pas de valeur.`, `${rawName} takes no value.`)
      } else if (value === undefined || (!token.inlineValue && /^-./.test(value)))
        refuse(
          `${rawName} attend une valeur : ${rawName}=${option.value}.`,
          `${rawName} needs a value: ${rawName}=${option.value}.`,
        )
      else if (option.isRepeatable) (lists[name] ??= []).push(value)
      else values[name] = value
    }
  return { operands, values, lists, switches, locale: localeIn(values['lang'], locale) }
}

/**
 * Holds operands to those that a command has.
 *
 * @throws CallFault naming the first that is missing, or too many.
 */
export const requireOperands = (command: Command, operands: readonly string[]): void => {
  const missing = command.operands[operands.length]
  if (missing)
    refuse(
      `Il manque ${missing.name}, ${missing.about.fr}.`,
      `${missing.name} is missing: ${missing.about.en}.`,
    )
  const extra = operands[command.operands.length]
  if (extra !== undefined) refuse('Il y a un mot de trop.', 'There is one word too many.')
}
