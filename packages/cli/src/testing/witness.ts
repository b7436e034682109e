import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { newFolder, startProgram } from '@constat/verifier/testing'
import { callProgram } from '@constat/verifier/testing'
import { constat } from '../index.ts'
import { POLICY } from './log.ts'

export const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
export const NAME = 'witness.example.com/w1'

/** A running witness. */
export type Running = {
  readonly url: string
  readonly vkey: string
  readonly post: (body: string | Uint8Array) => Promise<Response>
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>
}

/** The files of a witness, in a folder of its own. */
export type WitnessFiles = { readonly key: string; readonly db: string; readonly policy: string }

export const makeWitness = async (policyText = POLICY): Promise<WitnessFiles> => {
  const folder = newFolder()
  const files = { key: join(folder, 'w.key'), db: join(folder, 'w.db'), policy: join(folder, 'policy.txt') }
  await callProgram(constat, ['witness', 'keygen', NAME, files.key])
  writeFileSync(files.policy, policyText)
  return files
}

/** Starts a witness as a process; resolves when it listens. */
export const startWitness = async ({ key, db, policy }: WitnessFiles): Promise<Running> => {
  const args = ['witness', '--key', key, '--db', db, '--policy', policy, '--port', '0']
  const child = startProgram(MAIN, args)
  let complaint = ''
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (lines.length === 2) break
  }
  const [url] = /http:\S+/.exec(lines[0] ?? '') ?? []
  if (url === undefined) throw new Error(`The witness does not start: ${complaint}`)
  return {
    url,
    vkey: lines[1] ?? '',
    post: (body) => fetch(`${url}/add-checkpoint`, { method: 'POST', body: body as string }),
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}
