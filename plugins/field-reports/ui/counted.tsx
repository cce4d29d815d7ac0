import { Kpi, useCount } from '@saola/sdk-web'
import { createSignal, onCleanup } from 'solid-js'

type Filter = Parameters<typeof useCount>[1]

/** A number of reports whose filter moves with the clock. */
export function Counted(props: { title: string; filter: (now: number) => Filter; loud?: boolean }) {
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 60_000)
  onCleanup(() => clearInterval(timer))
  const counted = useCount(
    () => 'report',
    () => {
      const filter = props.filter(now())
      return typeof filter === 'function' ? filter() : filter
    },
  )
  return (
    <Kpi
      name={props.title}
      value={counted.count ?? (counted.error ? null : undefined)}
      tone={props.loud && (counted.count ?? 0) > 0 ? 'crit' : undefined}
      fresh={{ at: counted.at, state: counted.stale ? 'dead' : counted.at === null ? 'late' : 'live' }}
    />
  )
}
