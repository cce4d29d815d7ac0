import { Session } from 'node:inspector/promises'

/** Where a process spent its time. */
export interface HotSpot {
  /** `name file:line`. */
  place: string
  /** Shares of the busy time, 0 to 1: in the function itself, and with what it calls. */
  own: number
  total: number
}

interface Node {
  id: number
  callFrame: { functionName: string; url: string; lineNumber: number }
  children?: number[]
}

interface Profile {
  nodes: Node[]
  samples?: number[]
  timeDeltas?: number[]
}

/** Handlers for a process that can be profiled by its parent. */
export function profiler(): { profileStart(): Promise<void>; profileStop(): Promise<HotSpot[]> } {
  let session: Session | undefined
  return {
    async profileStart() {
      session = new Session()
      session.connect()
      await session.post('Profiler.enable')
      await session.post('Profiler.setSamplingInterval', { interval: 200 })
      await session.post('Profiler.start')
    },
    async profileStop() {
      if (!session) throw new Error('no profile was started')
      const { profile } = await session.post('Profiler.stop')
      session.disconnect()
      session = undefined
      return hotSpots(profile as Profile)
    },
  }
}

/** Waiting, and the profiler itself. */
const IGNORED = new Set(['(idle)', 'post'])

export function hotSpots({ nodes, samples = [], timeDeltas = [] }: Profile): HotSpot[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parent = new Map<number, number>()
  for (const { id, children = [] } of nodes) for (const child of children) parent.set(child, id)
  const own = new Map<string, number>()
  const total = new Map<string, number>()
  let busy = 0
  samples.forEach((id, at) => {
    const node = byId.get(id)
    const time = timeDeltas[at] ?? 0
    if (!node || time < 0 || IGNORED.has(node.callFrame.functionName)) return
    busy += time
    add(own, placeOf(node), time)
    const seen = new Set<string>()
    for (let on: number | undefined = id; on !== undefined; on = parent.get(on)) {
      const above = byId.get(on)
      if (above) seen.add(placeOf(above))
    }
    for (const place of seen) add(total, place, time)
  })
  return [...total]
    .map(([place, time]) => ({ place, own: (own.get(place) ?? 0) / busy, total: time / busy }))
    .sort((a, b) => b.own - a.own || b.total - a.total)
}

function add(sums: Map<string, number>, place: string, time: number): void {
  sums.set(place, (sums.get(place) ?? 0) + time)
}

function placeOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const root = new URL('../../', import.meta.url).href
  const file = url.replace(root, '').replace(/^.*node_modules\//, '')
  const name = functionName || (url === '' ? '(native code)' : '(anonymous)')
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`
}
