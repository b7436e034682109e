import { Worker } from 'node:worker_threads'
import { StorageUnavailable, type UnavailableReason } from '@constat/store'
import type { Decided, DecidedBy, Decider } from './decider.ts'

/** What the thread is started with. */
export type WorkerStart = { readonly path: string; readonly by: DecidedBy }

/** What it answers to a batch; batches are answered in their order. */
export type WorkerAnswer =
  | { readonly ok: true; readonly decided: Decided }
  | { readonly ok: false; readonly error: unknown; readonly unavailable: UnavailableReason | null }

type Waiting = { readonly resolve: (decided: Decided) => void; readonly reject: (error: unknown) => void }

// Run from source, a module is a .ts file, found by the condition under which sources are.
const FROM_SOURCE = import.meta.url.endsWith('.ts')
const SCRIPT = new URL(FROM_SOURCE ? './decide.worker.ts' : './decide.worker.js', import.meta.url)

// Three times what is new between two collections.
const YOUNG_MB = 24

const errorOf = ({ error, unavailable }: Extract<WorkerAnswer, { ok: false }>): unknown =>
  unavailable === null ? error : new StorageUnavailable(unavailable, { cause: error })

/**
 * A decider in a thread of its own, with a connection of its own to a SQLite file: reading and deciding go on while the caller
 * reads, hashes and writes. Both see what was recorded to one position, whatever is written meanwhile.
 */
export const startDecider = (path: string, by: DecidedBy): Decider => {
  const start: WorkerStart = { path, by }
  const worker = new Worker(SCRIPT, {
    workerData: start,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    ...(FROM_SOURCE ? { execArgv: ['--conditions=@constat/source'] } : {}),
  })
  const waiting: Waiting[] = []
  let failure: { readonly error: unknown } | undefined
  const fail = (error: unknown): void => {
    failure ??= { error }
    for (const { reject } of waiting.splice(0)) reject(error)
  }
  worker.on('message', (answer: WorkerAnswer) => {
    const first = waiting.shift()
    if (answer.ok) first?.resolve(answer.decided)
    else first?.reject(errorOf(answer))
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('The thread that decides has ended.')))
  return {
    decide: (batch) =>
      new Promise((resolve, reject) => {
        if (failure) return reject(failure.error)
        waiting.push({ resolve, reject })
        worker.postMessage(batch, [batch.keys.buffer as ArrayBuffer, batch.places.buffer as ArrayBuffer])
      }),
    close: async () => void (await worker.terminate()),
  }
}
