import { openDatabase } from '@saola/records'
import { openQueue } from '../open.ts'

/** A process of its own with a queue: `holds` starts a job and never ends it, `counts` reports each run. */
const { file, url, mode, lease } = JSON.parse(process.argv[2] ?? '{}') as {
  file?: string
  url?: string
  mode: 'holds' | 'counts'
  lease?: number
}

const db = await openDatabase({ file, url })
const queue = await openQueue(db, { url, lease, onError: (error) => console.error(error) })
await queue.define(
  'work',
  async ({ data, attempt }) => {
    process.send?.({ data, attempt })
    if (mode === 'holds') await new Promise(() => setInterval(() => {}, 1_000))
  },
  { timeout: 1_000, retries: 0 },
)
if (mode === 'counts') await queue.schedule('work', { everySeconds: 1 })
await queue.start()
process.send?.('ready')
process.on('message', async () => {
  await queue.stop(1_000)
  await db.close()
  process.exit(0)
})
