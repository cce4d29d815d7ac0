import type { LiveStream, RecordEvent, StreamListener, StreamStatus } from '@saola/sdk-web'
import { createSignal } from 'solid-js'
import { type FromHub, StreamHub, type ToHub } from './hub.ts'

/** How a tab talks with the hub, wherever that runs. */
export interface HubLink {
  send: (message: ToHub) => void
}

export interface HostStream extends LiveStream {
  /** Begins listening: somebody is signed in. */
  start(): void
  /** Opens anew, as another person. */
  restart(): void
  stop(): void
}

/** Data cannot be waited for longer than this: it is fetched without the stream, and again once it opens. */
const PATIENCE = 1500

/**
 * The stream as the hooks see it. `onUi` hears that modules or configuration changed, and each time the stream opens
 * again after a cut.
 */
export function createStream(
  connect: (receive: (message: FromHub) => void) => HubLink,
  onUi: (revision: number | undefined) => void,
): HostStream {
  const [status, setStatus] = createSignal<StreamStatus>({ state: 'connecting', at: null })
  const listeners = new Set<StreamListener>()
  let waiting: { models: readonly string[]; go: () => void }[] = []
  let carried: readonly string[] = []
  let started = false

  const release = (ready: (models: readonly string[]) => boolean) => {
    const going = waiting.filter((one) => ready(one.models))
    waiting = waiting.filter((one) => !going.includes(one))
    for (const one of going) one.go()
  }
  const covers = (models: readonly string[]) => models.every((model) => carried.includes(model))

  const receive = (message: FromHub) => {
    if (message.kind === 'state') {
      setStatus({ state: message.state, at: message.at })
      if (message.state === 'cut') {
        carried = []
        release(() => true)
      }
    } else if (message.kind === 'opened') {
      carried = message.models
      release(covers)
      if (message.afterCut) lose()
    } else if (message.kind === 'refused') {
      onUi(undefined)
    } else if (message.event.event === 'ui') {
      onUi(revisionIn(message.event.data))
    } else if (message.event.event === 'reset') {
      lose()
    } else if (message.event.event === 'record') {
      tell(message.event.data, 'hear')
    } else if (message.event.event === 'comment') {
      tell(message.event.data, 'comment')
    }
  }
  const lose = () => {
    onUi(undefined)
    for (const listener of listeners) listener.lost()
  }
  const tell = (data: string, how: 'hear' | 'comment') => {
    const event = JSON.parse(data) as RecordEvent
    const model = event.type.slice(0, event.type.lastIndexOf('.'))
    for (const listener of listeners) if (listener.models.includes(model)) listener[how]?.(event, model)
  }

  const link = connect(receive)
  const want = () => {
    if (!started) return
    const models = [...new Set([...listeners].flatMap((listener) => listener.models))]
    link.send({ kind: 'want', models })
  }

  return {
    status,
    follow: (listener) => {
      listeners.add(listener)
      const open = new Promise<void>((resolve) => {
        if (!started || status().state === 'cut' || covers(listener.models)) return resolve()
        waiting.push({ models: listener.models, go: resolve })
        setTimeout(resolve, PATIENCE)
      })
      if (!covers(listener.models)) want()
      return { open, stop: () => listeners.delete(listener) }
    },
    start: () => {
      started = true
      want()
    },
    restart: () => link.send({ kind: 'restart' }),
    stop: () => {
      started = false
      link.send({ kind: 'bye' })
    },
  }
}

function revisionIn(data: string): number | undefined {
  const parsed: unknown = JSON.parse(data)
  return typeof parsed === 'object' &&
    parsed !== null &&
    'revision' in parsed &&
    typeof parsed.revision === 'number'
    ? parsed.revision
    : undefined
}

/** The hub in a worker that all tabs share, or in this page where there is no such worker. */
export function connectHub(receive: (message: FromHub) => void): HubLink {
  if (typeof SharedWorker === 'undefined') return connectInPage(receive)
  const worker = new SharedWorker(new URL('./shared-worker.ts', import.meta.url), {
    type: 'module',
    name: 'stream',
  })
  worker.port.addEventListener('message', (message: MessageEvent<FromHub>) => receive(message.data))
  worker.port.start()
  let send = (message: ToHub) => worker.port.postMessage(message)
  // A browser that refuses the worker gets the same hub in the page; what was asked so far is asked again.
  let last: ToHub | undefined
  worker.addEventListener('error', () => {
    ;({ send } = connectInPage(receive))
    if (last) send(last)
  })
  window.addEventListener('online', () => send({ kind: 'nudge' }))
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) send({ kind: 'nudge' })
  })
  if ('locks' in navigator) {
    const name = `saola-tab-${crypto.randomUUID()}`
    void navigator.locks.request(name, () => {
      send({ kind: 'lock', name })
      return new Promise(() => {})
    })
  } else {
    window.addEventListener('pagehide', () => send({ kind: 'bye' }))
  }
  return {
    send: (message) => {
      if (message.kind === 'want') last = message
      send(message)
    },
  }
}

function connectInPage(receive: (message: FromHub) => void): HubLink {
  const hub = new StreamHub({ fetch: (...args) => fetch(...args), now: Date.now, random: Math.random })
  const tab = {}
  hub.join(tab, receive)
  window.addEventListener('online', () => hub.take(tab, { kind: 'nudge' }))
  return {
    send: (message) => {
      if (message.kind === 'want') hub.join(tab, receive)
      hub.take(tab, message)
    },
  }
}
