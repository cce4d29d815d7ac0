/// <reference lib="webworker" />
import { type FromHub, StreamHub, type ToHub } from './hub.ts'

const hub = new StreamHub({ fetch: (...args) => fetch(...args), now: Date.now, random: Math.random })
const scope = self as unknown as SharedWorkerGlobalScope

scope.addEventListener('connect', (connect) => {
  const port = connect.ports[0]
  if (!port) return
  const tell = (message: FromHub) => port.postMessage(message)
  port.addEventListener('message', ({ data }: MessageEvent<ToHub>) => {
    // Granted only when the tab is gone, however it went.
    if (data.kind === 'lock') void navigator.locks.request(data.name, () => hub.leave(port))
    if (data.kind === 'want') hub.join(port, tell)
    hub.take(port, data)
  })
  hub.join(port, tell)
  port.start()
})
