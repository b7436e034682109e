import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { findApiKeysIn } from '@constat/server'
import { CallFault, type Call, type ExitCode } from '@constat/verifier'

/** Names the keys that stand in a file, by their hints; none is 0, some is 1. */
export const runApiKeyCheck = async ({ operands, io }: Call): Promise<ExitCode> => {
  const [path = ''] = operands
  let line = 0
  let found = 0
  try {
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      line += 1
      for (const { hint, index } of findApiKeysIn(text)) {
        found += 1
        io.out(`${path}:${line}:${index + 1}: ${hint}\n`)
      }
    }
  } catch (error) {
    throw new CallFault({ fr: `${path} ne peut être lu.`, en: `${path} cannot be read.` }, { cause: error })
  }
  return found > 0 ? 1 : 0
}
