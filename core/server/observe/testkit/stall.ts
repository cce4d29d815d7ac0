import { pathToFileURL } from 'node:url'
import { Watchdog } from '../watchdog/watchdog.ts'

/** A process whose plugin holds the event loop for a while: `stall.ts <module> <export> [enter]`. */
const [file = '', name = '', enter] = process.argv.slice(2)
// The watchdog keeps no process alive.
const alive = setInterval(() => {}, 1_000)
const dog = new Watchdog({
  limit: 300,
  onStall: (stall) => {
    clearInterval(alive)
    process.send?.(stall)
    void dog.stop().then(() => process.disconnect())
  },
})
const plugin = (await import(pathToFileURL(file).href)) as Record<string, () => void>
// Only a thread that runs can watch.
await dog.ready
const leave = enter ? dog.enter(enter) : undefined
plugin[name]?.()
leave?.()
