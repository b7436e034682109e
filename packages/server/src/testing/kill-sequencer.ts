import { flushCompileCache } from 'node:module'
import { logRoutes } from '../log/log.routes.ts'
import { openLog } from '../log/open-log.ts'
import { startSequencer } from '../log/sequencer.ts'
import { openLogUnderTest } from './log-under-test.ts'

// Run by the kill test: states without end and prints each statement once it is acknowledged, while the log grows as
// fast as it can, and prints every head that is served.
// Killed, it would never leave the next one what Node compiled for it.
flushCompileCache()
const [folder = '', name = '', url] = process.argv.slice(2)
const log = await openLogUnderTest(folder, name, url)
// A write to a pipe is synchronous on POSIX: what was printed survives the kill.
const say = (line: string): void => void process.stdout.write(`${line}\n`)
const app = logRoutes(log.deps)
startSequencer(log.deps, await openLog(log.deps), {
  interval: 1,
  onFault: (error) => {
    say(`fault ${String(error)}`)
    process.exit(1)
  },
})

const stateOn = async (): Promise<never> => {
  for (;;) for (const jti of await log.state(7)) say(`stated ${jti}`)
}
const serveOn = async (): Promise<never> => {
  for (;;) {
    const answer = await app.fetch(new Request('https://proofs.example/log/1/checkpoint'))
    const [, size, root] = (await answer.text()).split('\n')
    say(`head ${size} ${root}`)
    await new Promise(setImmediate)
  }
}
await Promise.all([stateOn(), stateOn(), stateOn(), serveOn()])
