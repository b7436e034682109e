import type { Command } from './command.ts'
import { COMMON } from './parse.ts'
import type { Locale, Said } from './said.ts'

/** A command-line program. */
export type Program = {
  readonly name: string
  readonly version: string
  readonly about: Said
  readonly commands: readonly Command[]
}

const HEADINGS = {
  usage: { fr: 'Usage', en: 'Usage' },
  commands: { fr: 'Commandes', en: 'Commands' },
  options: { fr: 'Options', en: 'Options' },
  codes: {
    fr: 'Codes de retour : 0 cela tient, 1 cela ne tient pas, 2 la question n’a pu être posée.',
    en: 'Exit codes: 0 it holds, 1 it does not hold, 2 the question could not be asked.',
  },
  more: {
    fr: 'dit le détail d’une commande.',
    en: 'tells more of one command.',
  },
} as const

const colon = (locale: Locale): string => (locale === 'fr' ? ' :' : ':')

const table = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, about]) => `  ${name.padEnd(width)}  ${about}`).join('\n')
}

/** What a program can do. */
export const programHelp = ({ name, about, commands }: Program, locale: Locale): string => {
  const rows = commands.map((each) => [each.name, each.about[locale]] as const)
  return `${about[locale]}

${HEADINGS.commands[locale]}${colon(locale)}
${table(rows)}

${name} <${locale === 'fr' ? 'commande' : 'command'}> --help ${HEADINGS.more[locale]}
`
}

/** How one command is called. */
export const commandHelp = (program: string, command: Command, locale: Locale): string => {
  const operands = command.operands.map((each) => [each.name, each.about[locale]] as const)
  const options = Object.entries({ ...command.options, ...COMMON }).map(
    ([name, { value, about }]) => [`--${name}${value ? ` ${value}` : ''}`, about[locale]] as const,
  )
  const usage = [program, command.name, ...operands.map(([name]) => name), '[options]'].join(' ')
  return `${command.about[locale]}

${HEADINGS.usage[locale]}${colon(locale)} ${usage}
${operands.length > 0 ? `\n${table(operands)}\n` : ''}
${HEADINGS.options[locale]}${colon(locale)}
${table(options)}

${HEADINGS.codes[locale]}
`
}
