import { createLog, readEnvironment, startCentre } from '@saola/server'

/** An equal process of a centre, for tests with two of them: tells its address, ends on a signal. */
const centre = await startCentre(readEnvironment(process.env), {
  makeAccounts: false,
  log: createLog({ level: 'silent' }),
})
process.send?.({ url: centre.url })
process.once('SIGTERM', async () => {
  await centre.stop()
  process.exit(0)
})
