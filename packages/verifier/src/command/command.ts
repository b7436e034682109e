import type { Locale, Said } from './said.ts'

/** What a command reads of the world and where it speaks. */
export type Io = {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person reads what goes to `out` in a terminal of so many columns. */
  readonly terminal: { readonly isTerminal: boolean; readonly columns: number }
  readonly env: { readonly [name: string]: string | undefined }
  /** The person's home folder. */
  readonly home: string
  /** Milliseconds since the Unix epoch. */
  readonly clock: () => number
  /** Resolves when the process is asked to end. */
  readonly ended: () => Promise<void>
}

/** 0 it holds, 1 it does not hold (of `verify`: or shows no agreement), 2 the question could not be asked. */
export type ExitCode = 0 | 1 | 2

/** An option of a command; one without `value` is a switch. */
export type Option = {
  /** What stands for the value in help. */
  readonly value?: string
  readonly about: Said
  /** May be given several times; its values are then `lists` of the call. */
  readonly isRepeatable?: true
}

/** What was asked of a command. */
export type Call = {
  readonly operands: readonly string[]
  readonly values: { readonly [option: string]: string | undefined }
  /** Values of the options that may be repeated, in order. */
  readonly lists: { readonly [option: string]: readonly string[] | undefined }
  /** The switches that were given. */
  readonly switches: ReadonlySet<string>
  readonly locale: Locale
  readonly io: Io
}

/** One command of a program. */
export type Command = {
  /** Its words, such as `trust fetch`. */
  readonly name: string
  readonly about: Said
  /** Every operand must be given. */
  readonly operands: readonly { readonly name: string; readonly about: Said }[]
  readonly options: { readonly [name: string]: Option }
  /** @throws CallFault when the question cannot be asked as it was */
  readonly run: (call: Call) => Promise<ExitCode>
}

/** A call that cannot be answered; its message says what to do, in the language of the call. Ends with exit code 2. */
export class CallFault extends Error {
  override readonly name = 'CallFault'
  readonly said: Said

  constructor(said: Said, options?: ErrorOptions) {
    super(said.en, options)
    this.said = said
  }
}
