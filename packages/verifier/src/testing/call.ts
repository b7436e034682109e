import type { Io } from '../command/command.ts'
import type { Program } from '../command/help.ts'
import { runProgram } from '../command/program.ts'
import type { Ran } from './run.ts'

/** Calls a program in this process, in English and without any trust unless told otherwise. */
export const callProgram = async (
  program: Program,
  args: readonly string[],
  world: Partial<Pick<Io, 'env' | 'terminal' | 'clock' | 'ended'>> = {},
): Promise<Ran> => {
  let out = ''
  let err = ''
  const code = await runProgram(program, args, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    terminal: { isTerminal: false, columns: 100 },
    env: { LANG: 'en_GB.UTF-8' },
    home: '/nonexistent',
    clock: () => Date.UTC(2026, 10, 21),
    ended: () => Promise.resolve(),
    ...world,
  })
  return { code, out, err }
}
