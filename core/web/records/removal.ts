import type { AnyRecord } from '@saola/sdk'
import { toaster, toProblem, useWriter } from '@saola/sdk-web'
import { createSignal, onCleanup } from 'solid-js'
import { useWords } from '../host/console.tsx'
import { problemWords } from '../widgets/number.tsx'

const TIME_TO_UNDO = 10_000

/**
 * Deleting with a way back: the record leaves the list at once, and the centre once the toast is gone. Leaving the
 * page sends what is waiting.
 */
export function useRemoval(model: () => string) {
  const words = useWords()
  const writer = useWriter(model)
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set())
  const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; send: () => void }>()

  const show = (id: string) => setHidden((all) => new Set([...all].filter((one) => one !== id)))
  const flush = () => {
    for (const { timer, send } of waiting.values()) {
      clearTimeout(timer)
      send()
    }
    waiting.clear()
  }
  window.addEventListener('pagehide', flush)
  onCleanup(() => {
    window.removeEventListener('pagehide', flush)
    flush()
  })

  return {
    hidden,
    remove: (record: AnyRecord, name: string) => {
      setHidden((all) => new Set([...all, record.id]))
      const send = () => {
        waiting.delete(record.id)
        writer.remove(record.id, { ifVersion: record.version, keepalive: true }).catch((thrown: unknown) => {
          show(record.id)
          toaster.show({
            tone: 'crit',
            text: `${words().records.saveFailed}: ${problemWords(toProblem(thrown).code, words().problem)}`,
          })
        })
      }
      waiting.set(record.id, { timer: setTimeout(send, TIME_TO_UNDO), send })
      toaster.show({
        text: words().records.removed(name),
        duration: TIME_TO_UNDO,
        undo: () => {
          const entry = waiting.get(record.id)
          if (!entry) throw new Error('already deleted')
          clearTimeout(entry.timer)
          waiting.delete(record.id)
          show(record.id)
        },
      })
    },
  }
}
