import { startWebhooks } from '../webhook/dispatcher.ts'
import { openWebhooksOverFolder } from './webhooks-over-folder.ts'

// Run by the kill test: records without end and prints each event once it is acknowledged, while a webhook is told of them.
const [folder = '', name = '', url = '', minutes = ''] = process.argv.slice(2)
const { deps, record } = await openWebhooksOverFolder(folder, { url, name, minutes: Number(minutes) })
startWebhooks(deps, { interval: 1 })

const recordOn = async (): Promise<never> => {
  for (;;) {
    // A write to a pipe is synchronous on POSIX: what was printed survives the kill.
    for (const eventId of await record()) process.stdout.write(`${eventId}\n`)
    // Telling is slower than recording: the rest of a round goes to it.
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
await recordOn()
