import { Clusters } from './clusters.ts'
import type { Answers, FromWorker, LayerSource, PointChange, Question, ToWorker, View } from './messages.ts'
import { PointTable } from './point-table.ts'
import { POINTS_TYPE, readBytes, readJson, type SentPoints } from './read-points.ts'

export interface EngineSurroundings {
  fetch: typeof fetch
  tell: (message: FromWorker) => void
  now: () => number
  /** Runs later; gives back what takes it off. */
  later: (run: () => void, wait: number) => () => void
}

interface Layer {
  source: LayerSource
  /** Equal for equal sources. */
  key: string
  table: PointTable | undefined
  /** Key of the source that the table was read from. */
  read: string | undefined
  etag: string | undefined
  /** Ends the reading that is under way. */
  reading: AbortController | undefined
  /** Changes that came meanwhile; what is read may be older than they are. */
  waiting: PointChange[]
}

/** Milliseconds in which changes gather. */
const GATHER = 150

/** Everything about points that takes time: reading, gathering into clusters, looking through them. */
export class Engine {
  readonly #around: EngineSurroundings
  readonly #layers = new Map<string, Layer>()
  #shown: readonly string[] = []
  #clusters = new Clusters([])
  #view: View | undefined
  #stopTimer: (() => void) | undefined
  /** Layers that were read and not gathered yet: nobody is told before they can be seen. */
  readonly #loaded = new Set<Layer>()
  /** How long the last gathering took, and when it ended. */
  #took = 0
  #ended = 0

  constructor(around: EngineSurroundings) {
    this.#around = around
  }

  hear(message: ToWorker): void {
    switch (message.type) {
      case 'load':
        void this.#load(message.source)
        break
      case 'drop':
        this.#layers.get(message.layer)?.reading?.abort()
        this.#layers.delete(message.layer)
        this.#gatherSoon(0)
        break
      case 'change':
        this.#change(message.layer, message.changes)
        break
      case 'show':
        if (message.layers.join() === this.#shown.join()) break
        this.#shown = message.layers
        this.#gatherSoon(0)
        break
      case 'view':
        this.#view = message.view
        this.#tellMarks()
        break
      case 'ask':
        this.#around.tell({ type: 'answer', seq: message.seq, answer: this.#answer(message.question) })
    }
  }

  async #load(source: LayerSource): Promise<void> {
    const known = this.#layers.get(source.layer)
    known?.reading?.abort()
    const key = JSON.stringify(source)
    const fresh = { source, key, etag: undefined, reading: undefined, waiting: [] }
    const layer: Layer = known?.key === key ? known : { ...fresh, table: known?.table, read: known?.read }
    this.#layers.set(source.layer, layer)
    const reading = new AbortController()
    layer.reading = reading
    try {
      const sent = await this.#read(layer, reading.signal)
      if (reading.signal.aborted) return
      layer.reading = undefined
      if (sent) Object.assign(layer, { table: new PointTable(source, sent), read: key })
      for (const change of layer.waiting.splice(0)) layer.table?.change(change)
      this.#loaded.add(layer)
      this.#gatherSoon(0)
    } catch (thrown) {
      if (reading.signal.aborted) return
      layer.reading = undefined
      // What was read for another filter must not pass for this one.
      if (layer.read !== key) layer.table = undefined
      this.#gatherSoon(0)
      const { status, code } = thrown instanceof Refused ? thrown : { status: 0, code: 'unreachable' }
      this.#around.tell({ type: 'failed', layer: source.layer, status, code })
    }
  }

  /** Undefined when nothing changed since the last time. */
  async #read(layer: Layer, signal: AbortSignal): Promise<SentPoints | undefined> {
    const answer = await this.#around.fetch(layer.source.url, {
      signal,
      credentials: 'same-origin',
      headers: {
        accept: `${POINTS_TYPE}, application/json;q=0.5`,
        ...(layer.etag === undefined ? {} : { 'if-none-match': layer.etag }),
      },
    })
    if (answer.status === 304) return undefined
    if (!answer.ok) {
      const body = (await answer.json().catch(() => ({}))) as { code?: string }
      throw new Refused(answer.status, body.code ?? `http-${answer.status}`)
    }
    const bytes = answer.headers.get('content-type') === POINTS_TYPE
    const sent = bytes ? readBytes(await answer.arrayBuffer()) : readJson(await answer.json())
    layer.etag = answer.headers.get('etag') ?? undefined
    return sent
  }

  #change(id: string, changes: readonly PointChange[]): void {
    const layer = this.#layers.get(id)
    if (!layer) return
    // What was read before is no longer what is here.
    layer.etag = undefined
    if (layer.reading) layer.waiting.push(...changes)
    const { table } = layer
    if (!table) return
    const changed = changes.map((change) => table.change(change)).includes(true)
    if (!changed) return
    this.#around.tell({ type: 'counts', layer: id, ...table.counts })
    // The first change after a rest is seen at once; in a flood two thirds of the time stay free.
    const rested = this.#around.now() - this.#ended
    if (this.#shown.includes(id)) this.#gatherSoon(Math.max(GATHER, this.#took * 2 - rested))
  }

  /** Many changes are one gathering, and gathering never takes all of the time. */
  #gatherSoon(wait: number): void {
    if (wait === 0) this.#stopTimer?.()
    else if (this.#stopTimer) return
    this.#stopTimer = this.#around.later(() => {
      this.#stopTimer = undefined
      const started = this.#around.now()
      const tables = this.#shown.flatMap((id) => this.#layers.get(id)?.table ?? [])
      this.#clusters = new Clusters(tables)
      this.#ended = this.#around.now()
      this.#took = this.#ended - started
      this.#tellMarks()
      for (const { source, table } of this.#loaded)
        if (table) this.#around.tell({ type: 'loaded', layer: source.layer, ...table.counts })
      this.#loaded.clear()
    }, wait)
  }

  #tellMarks(): void {
    if (!this.#view) return
    this.#around.tell({
      type: 'marks',
      marks: this.#clusters.marks(this.#view),
      view: this.#view,
      seen: this.#clusters.within(this.#view.seen),
      shown: this.#clusters.count,
    })
  }

  #answer(question: Question): Answers[keyof Answers] {
    switch (question.what) {
      case 'list': {
        const { cluster, limit } = question
        if (cluster !== undefined) return this.#members(cluster, limit)
        return this.#view ? this.#clusters.list(this.#view.seen, limit) : { items: [], total: 0 }
      }
      case 'expand': {
        const zoom = this.#expansion(question.cluster)
        return zoom === undefined ? undefined : { zoom }
      }
      case 'extent':
        return this.#clusters.extent()
    }
  }

  // A cluster may have gone while somebody pressed on it.
  #members(cluster: number, limit: number): Answers['list'] {
    try {
      return this.#clusters.members(cluster, limit)
    } catch {
      return { items: [], total: 0 }
    }
  }

  #expansion(cluster: number): number | undefined {
    try {
      return this.#clusters.expansion(cluster)
    } catch {
      return undefined
    }
  }
}

class Refused extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}
