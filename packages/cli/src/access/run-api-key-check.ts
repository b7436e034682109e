import { createReadStream } from 'node:fs'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'
import { scanKeys } from './scan-keys.ts'

/** Names the keys that stand in a file, by their hints; none is 0, some is 1. */
export const runApiKeyCheck = async ({ operands, io }: Call): Promise<ExitCode> => {
  const [path = ''] = operands
  let code: ExitCode = 0
  try {
    for await (const { line, column, hint } of scanKeys(createReadStream(path, 'utf8'))) {
      io.out(`${path}:${line}:${column}: ${hint}\n`)
      code = 1
    }
  } catch (error) {
    throw new CallFault({ fr: `${path} ne peut être lu.`, en: `${path} cannot be read.` }, { cause: error })
  }
  return code
}
