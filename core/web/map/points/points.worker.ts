import { Engine } from './engine.ts'
import type { FromWorker, ToWorker } from './messages.ts'

/** What a worker's global scope offers here; the project's types are those of pages. */
interface Scope {
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null
  postMessage(message: FromWorker): void
}

const scope = self as unknown as Scope
const engine = new Engine({
  fetch: (...args) => fetch(...args),
  tell: (message) => scope.postMessage(message),
  now: () => performance.now(),
  later: (run, wait) => {
    const timer = setTimeout(run, wait)
    return () => clearTimeout(timer)
  },
})
scope.onmessage = ({ data }) => engine.hear(data)
