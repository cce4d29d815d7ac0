import { openDatabase } from '../index.ts'

// A process that takes a lock and never gives it back; the test kills it.
const db = await openDatabase({ file: process.argv[2] ?? '' })
await db.lock('held', async () => {
  process.send?.('held')
  await new Promise(() => setInterval(() => {}, 1_000))
})
