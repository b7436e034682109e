import { nearest } from '@constat/core/nearest'
import { CallFault, type Command, type ExitCode, type Io } from './command.ts'
import { commandHelp, programHelp, type Program } from './help.ts'
import { parseCall, requireOperands } from './parse.ts'
import { localeOf, LOCALES, type Locale } from './said.ts'

// The command whose words the arguments start with; of `trust fetch` and `trust` the longer.
const findCommand = (commands: readonly Command[], args: readonly string[]): Command | undefined =>
  commands
    .filter(({ name }) => name.split(' ').every((word, at) => args[at] === word))
    .toSorted((one, other) => other.name.length - one.name.length)[0]

// Before there is a command there are no options; still, whoever asks for French is answered in French.
const localeAnywhere = (args: readonly string[], otherwise: Locale): Locale =>
  LOCALES.find((each) =>
    args.some((arg, at) => arg === `--lang=${each}` || (arg === '--lang' && args[at + 1] === each)),
  ) ?? otherwise

/** The command that may have been meant, when one is close to the words before the options. */
const suggestion = ({ name, commands }: Program, args: readonly string[], locale: Locale): string => {
  const end = args.findIndex((arg) => arg.startsWith('-'))
  const words = args.slice(0, end === -1 ? 2 : Math.min(end, 2))
  const names = commands.map((each) => each.name)
  const meant = nearest(words.join(' '), names) ?? nearest(words[0] ?? '', names)
  if (meant === undefined) return ''
  return { fr: ` Est-ce « ${name} ${meant} » ?`, en: ` Is it "${name} ${meant}"?` }[locale]
}

const answerWithout = (program: Program, args: readonly string[], io: Io): ExitCode => {
  const locale = localeAnywhere(args, localeOf(io.env))
  if (args.includes('--version')) {
    io.out(`${program.version}\n`)
    return 0
  }
  if (args.includes('--help') || args[0] === 'help') {
    io.out(programHelp(program, locale))
    return 0
  }
  const unknown = { fr: 'Il n’y a pas de telle commande.', en: 'There is no such command.' }[locale]
  io.err(
    `${args.length > 0 ? `${program.name}: ${unknown}${suggestion(program, args, locale)}\n\n` : ''}${programHelp(program, locale)}`,
  )
  return 2
}

const runCommand = async (
  program: Program,
  command: Command,
  args: readonly string[],
  io: Io,
): Promise<ExitCode> => {
  let locale = localeAnywhere(args, localeOf(io.env))
  try {
    const call = parseCall(command, args, locale)
    ;({ locale } = call)
    if (call.switches.has('help')) {
      io.out(commandHelp(program.name, command, locale))
      return 0
    }
    requireOperands(command, call.operands)
    return await command.run({ ...call, io })
  } catch (error) {
    if (!(error instanceof CallFault)) throw error
    io.err(`${program.name} ${command.name}: ${error.said[locale]}\n`)
    return 2
  }
}

/** Runs the command that the arguments name and gives the exit code. */
export const runProgram = async (program: Program, args: readonly string[], io: Io): Promise<ExitCode> => {
  const command = findCommand(program.commands, args)
  return command
    ? runCommand(program, command, args.slice(command.name.split(' ').length), io)
    : answerWithout(program, args, io)
}
