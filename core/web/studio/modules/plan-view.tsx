import { ErrorState, Icon, Note, type ProblemError, Skeleton, useText } from '@saola/sdk-web'
import { CircleMinus, CirclePlus, RefreshCw } from 'lucide-solid'
import { For, Match, Show, Switch } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import type { Plan } from './api.ts'

/** Points whose contributions people see on their screens; the rest is summed up. */
const VISIBLE = ['pages', 'widgets', 'mapLayers', 'dashboards', 'models']

/** What would appear, change and vanish, before it happens. */
export function PlanView(props: {
  plan: Plan | undefined
  error: ProblemError | undefined
  to: 'on' | 'off'
  title?: string
}) {
  const words = useWords()
  const text = useText()
  const names = (change: Plan['contributions'][number]['change']) => {
    const found = (props.plan?.contributions ?? []).filter((one) => one.change === change)
    const points = [...new Set(found.map((one) => one.point))].sort((a, b) => rank(a) - rank(b))
    const lines = points.flatMap((point) => {
      if (!VISIBLE.includes(point)) return []
      const all = found.filter((one) => one.point === point)
      const labels = all.map((one) => text(one.label)).filter(Boolean)
      const sentence = sentenceOf(point, all.length)
      return labels.length > 0 ? `${sentence}: ${labels.join(', ')}` : sentence
    })
    const unseen = points
      .filter((point) => !VISIBLE.includes(point))
      .map((point) => sentenceOf(point, found.filter((one) => one.point === point).length))
    return unseen.length > 0 ? [...lines, unseen.join(', ')] : lines
  }
  const sentenceOf = (point: string, count: number) =>
    words().modules.kind[point]?.(count) ?? words().modules.otherKind(count, point)
  const rows = () =>
    [
      { head: words().modules.appears, icon: CirclePlus, lines: names('adds') },
      { head: words().modules.changes, icon: RefreshCw, lines: names('changes') },
      { head: words().modules.vanishes, icon: CircleMinus, lines: names('removes') },
    ].filter(({ lines }) => lines.length > 0)
  return (
    <section aria-live="polite">
      <h3>{props.title ?? (props.to === 'on' ? words().modules.plan : words().modules.planOff)}</h3>
      <Switch>
        <Match when={props.plan}>
          {(plan) => (
            <>
              <For each={plan().blockedBy}>
                {(reason) => (
                  <Note tone="warn" role="alert">
                    {text(reason.text)}
                  </Note>
                )}
              </For>
              <Show when={rows().length > 0} fallback={<p class="meta">{words().modules.planNothing}</p>}>
                <ul class="plan">
                  <For each={rows()}>
                    {(row) => (
                      <li>
                        <Icon of={row.icon} />
                        <div>
                          <b>{row.head}</b>
                          <For each={row.lines}>{(line) => <div class="meta">{line}</div>}</For>
                        </div>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
              <Show when={plan().effects.length > 0}>
                <ul class="effects">
                  <For each={plan().effects}>{(effect) => <li class="meta">{text(effect.text)}</li>}</For>
                </ul>
              </Show>
              <Show when={props.to === 'off'}>
                <p class="meta">{words().modules.dataKept}</p>
              </Show>
            </>
          )}
        </Match>
        <Match when={props.error}>
          {(problem) => <ErrorState title={words().modules.planFailed} stillWorks={problem().message} />}
        </Match>
        <Match when={true}>
          <Skeleton lines={3} />
        </Match>
      </Switch>
    </section>
  )
}

function rank(point: string): number {
  const found = VISIBLE.indexOf(point)
  return found < 0 ? VISIBLE.length : found
}
