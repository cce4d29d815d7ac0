import { type Accessor, createSignal, getOwner, onCleanup } from 'solid-js'
import { isServer } from 'solid-js/web'

/** One ticking "now" for everything on the page that shows an age. */
export interface Clock {
  /** The time of this clock without following it. */
  read: () => number
  /** Follows the clock until the calling component goes; milliseconds since 1970. */
  follow: () => Accessor<number>
}

export interface ClockOptions {
  /** Where the time comes from, e.g. the server's time by a measured offset. Default `Date.now`. */
  read?: () => number
  /** Milliseconds between ticks. Default 1000. */
  every?: number
}

/** A clock that ticks only while somebody follows it, and catches up at once when a hidden tab is shown again. */
export function createClock(options: ClockOptions = {}): Clock {
  const read = options.read ?? Date.now
  const every = options.every ?? 1000
  const [now, setNow] = createSignal(read())
  let followers = 0
  let stop: (() => void) | undefined

  const tick = () => setNow(read())
  const start = () => {
    tick()
    const timer = setInterval(tick, every)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }
  const follow = () => {
    if (isServer || !getOwner()) return read
    followers += 1
    stop ??= start()
    onCleanup(() => {
      followers -= 1
      if (followers > 0) return
      stop?.()
      stop = undefined
    })
    return now
  }
  return { read, follow }
}
