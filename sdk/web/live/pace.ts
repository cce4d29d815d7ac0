/** The first change is answered after this many milliseconds, so that several at once are one request. */
const FIRST = 200
/** While changes keep coming, each wait is twice the one before, up to this. */
const LONGEST = 3_000

/** Asks again after changes: soon after a single one, ever more rarely in a storm, and never twice at a time. */
export interface Pace {
  call: () => void
  cancel: () => void
}

/**
 * @param run what asks; it is awaited before it runs again, and never refuses
 * @param now milliseconds, of a clock that only goes forward
 */
export function pace(run: () => Promise<unknown>, now: () => number = () => performance.now()): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let again = false
  let stopped = false
  let wait = FIRST
  let ended = Number.NEGATIVE_INFINITY

  const start = () => {
    timer = setTimeout(() => void fire(), wait)
  }
  const fire = async () => {
    timer = undefined
    running = true
    again = false
    await run()
    running = false
    ended = now()
    wait = Math.min(LONGEST, wait * 2)
    if (again && !stopped) start()
  }
  return {
    call: () => {
      if (running) {
        again = true
      } else if (timer === undefined && !stopped) {
        // Quiet for as long as the next wait would be: the storm is over.
        if (now() - ended > wait) wait = FIRST
        start()
      }
    },
    cancel: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
