import { parentPort, workerData } from 'node:worker_threads'
import { openSqliteReader, StorageUnavailable } from '@constat/store'
import { createDecider, type ToDecide } from './decider.ts'
import type { WorkerAnswer, WorkerStart } from './decider-thread.ts'

const { path, by }: WorkerStart = workerData
const store = openSqliteReader({ path })
const decider = createDecider(store, by)

const answerTo = async (batch: ToDecide): Promise<WorkerAnswer> => {
  try {
    return { ok: true, decided: await decider.decide(batch) }
  } catch (error) {
    return { ok: false, error, unavailable: error instanceof StorageUnavailable ? error.reason : null }
  }
}

parentPort?.on('message', async (batch: ToDecide) => {
  const answer = await answerTo(batch)
  parentPort?.postMessage(answer, answer.ok ? [answer.decided.each.buffer as ArrayBuffer] : [])
})
