import type { Pin } from '@saola/sdk-web/portal'
import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

/** A commune or ward that a pin or an address means. */
export interface FoundCommune {
  id: string
  label: { vi: string; en?: string }
  kind: string
  /** The name of the past that was written. */
  formerName?: { name: string; district?: string; until?: string }
}

const COMMUNES = ['commune', 'ward', 'special-zone']
/** Milliseconds after the last key. */
const PAUSE = 400

/** Asks the organisation tree what a place means, while it is being said. Empty where nothing is known. */
export function useCommunes(pin: Accessor<Pin | null>, address: Accessor<string>): Accessor<FoundCommune[]> {
  const [found, setFound] = createSignal<FoundCommune[]>([])
  let asking: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(timer)
    asking?.abort()
  }
  const ask = async (query: string) => {
    asking = new AbortController()
    const { signal } = asking
    try {
      const answer = await fetch(`/api/units?${query}`, { signal })
      const { items = [] } = answer.ok ? ((await answer.json()) as { items?: FoundCommune[] }) : {}
      setFound(items.filter(({ kind }) => COMMUNES.includes(kind)).slice(0, 3))
    } catch {
      if (!signal.aborted) setFound([])
    }
  }
  const look = async () => {
    const at = pin()
    const text = address().trim()
    setFound([])
    if (at) await ask(`point=${at.longitude},${at.latitude}`)
    if (found().length === 0 && text.length >= 3) await ask(`text=${encodeURIComponent(text.slice(0, 300))}`)
  }
  createEffect(
    on([pin, address], () => {
      stop()
      timer = setTimeout(() => void look(), PAUSE)
    }),
  )
  onCleanup(stop)
  return found
}
