import type { Json, Text } from '@saola/sdk'
import { Button, Skeleton, toProblem, useFormat, useHost, useText } from '@saola/sdk-web'
import { createResource, For, Match, Show, Switch } from 'solid-js'
import { useRecordWords } from '../words/words.ts'

interface Line {
  kind: 'counted' | 'free' | 'paused'
  day: string
  until?: string
  intervals: { from: string; to: string }[]
  counted: number
  left: number
  reason?: Text
  basis?: string
}

interface Calculation {
  clock: 'always' | 'working'
  dueAt: string
  quota: number
  /** Negative once it has passed. */
  left: number
  lines: Line[]
}

const MINUTE = 60_000

/** How a deadline comes about, day by day, as the module tells it. */
export default function DeadlineLines(props: { path: string; version: number }) {
  const words = useRecordWords()
  const host = useHost()
  const text = useText()
  const format = useFormat()
  const [told, { refetch }] = createResource(
    () => [props.path, props.version] as const,
    async ([path]) => {
      try {
        return { calculation: (await host.request<Json>(path)).body as unknown as Calculation }
      } catch (thrown) {
        return { problem: toProblem(thrown) }
      }
    },
  )
  const day = (date: string) => {
    const [, month, number] = date.split('-')
    return `${words().due.howWeekdays[new Date(date).getUTCDay()]} ${number}/${month}`
  }
  const days = ({ day: first, until }: Line) => (until ? `${day(first)} – ${day(until)}` : day(first))
  const time = (at: string) => format.dateTime(at, 'time')
  const end = (at: string) => (time(at) === '00:00' ? '24:00' : time(at))
  const stretches = (line: Line) =>
    // A stretch stays on one line.
    line.intervals.map(({ from, to }) => `${time(from)}–\u2060${end(to)}`).join(', ')
  const reason = (line: Line) => [text(line.reason), line.basis].filter(Boolean).join(', ')
  return (
    <Switch fallback={<Skeleton lines={4} />}>
      <Match when={told.latest?.problem}>
        {(problem) => (
          <p class="quiet" role="alert">
            {problem().message}{' '}
            <Button size="sm" kind="quiet" onClick={() => void refetch()}>
              {words().due.howRetry}
            </Button>
          </p>
        )}
      </Match>
      <Match when={told.latest?.calculation}>
        {(calculation) => (
          <table class="due-lines">
            <caption class="meta">
              {calculation().clock === 'working'
                ? words().due.howWorking(hours(calculation().quota))
                : words().due.howAlways(hours(calculation().quota))}
              {' · '}
              {calculation().left < 0
                ? words().due.howOver(hours(-calculation().left))
                : words().due.howRest(hours(calculation().left))}
            </caption>
            <thead>
              <tr>
                <th scope="col">{words().due.howDay}</th>
                <th scope="col">{words().due.howInterval}</th>
                <th scope="col">{words().due.howCounted}</th>
                <th scope="col">{words().due.howLeft}</th>
              </tr>
            </thead>
            <tbody>
              <For each={calculation().lines}>
                {(line) => (
                  <tr data-kind={line.kind}>
                    <th scope="row">{days(line)}</th>
                    <td>
                      {stretches(line)} <Show when={reason(line)}>{(why) => <span>{why()}</span>}</Show>
                    </td>
                    <td>{line.kind === 'paused' ? words().due.howPaused : hours(line.counted)}</td>
                    <td>{hours(line.left)}</td>
                  </tr>
                )}
              </For>
            </tbody>
            <tfoot>
              <tr>
                <th scope="row" colspan={2}>
                  {words().due.at(format.dateTime(calculation().dueAt, 'weekday'))}
                </th>
                <td>{hours(calculation().quota)}</td>
                <td />
              </tr>
            </tfoot>
          </table>
        )}
      </Match>
    </Switch>
  )
}

/** `1:18` */
function hours(milliseconds: number): string {
  const minutes = Math.round(milliseconds / MINUTE)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}
