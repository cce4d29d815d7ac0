import { type Kernel, type Log, type Owner, running, type Scope } from '@saola/kernel'

type Taker = (error: unknown) => boolean

const takers = new Set<Taker>()

/**
 * Notes on a plugin what its code let fall: an error thrown in a timer, a promise that nobody awaited. Any other
 * such error is a mistake of ours and ends the process, as it always does.
 */
export function catchStrays(kernel: Pick<Kernel, 'owner' | 'status'>, log: Log, scope: Scope): void {
  const taker: Taker = (error) => {
    const plugin = running.getStore()
    if (plugin === undefined || !kernel.status(plugin)) return false
    const owner: Owner | undefined = kernel.owner(plugin)
    if (owner) owner.fault('not awaited', error)
    // Its module has gone off meanwhile.
    else log.error({ plugin, err: error }, 'plugin fault')
    return true
  }
  if (takers.size === 0) {
    process.on('uncaughtException', onStray)
    process.on('unhandledRejection', onStray)
  }
  takers.add(taker)
  scope.add(() => {
    takers.delete(taker)
    if (takers.size > 0) return
    process.off('uncaughtException', onStray)
    process.off('unhandledRejection', onStray)
  })
}

function onStray(error: unknown): void {
  let taken = false
  for (const taker of takers) taken = taker(error) || taken
  if (taken) return
  // Whoever else listens decides; alone we do what Node does by itself.
  if (process.listenerCount('uncaughtException') > 1) return
  process.off('uncaughtException', onStray)
  process.off('unhandledRejection', onStray)
  setImmediate(() => {
    throw error
  })
}
