import { Button, Fresh, Kbd, useFormat } from '@saola/sdk-web'
import { ArrowUp } from 'lucide-solid'
import { Show } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import { useRecordWords } from '../words/words.ts'
import type { InboxRows } from './rows.ts'

/** How much of the list is here, what came since, and how true it is now. */
export function InboxFoot(props: { rows: InboxRows; onTop: () => void }) {
  const words = useWords()
  const own = useRecordWords()
  const format = useFormat()
  const truth = () => {
    if (props.rows.stale()) return undefined
    const at = props.rows.arrivedAt()
    if (at === null) return words().face.live
    return own().inbox.newAt(format.number(props.rows.arrived()), format.dateTime(at, 'time'))
  }
  return (
    <div class="line" data-wrap="">
      <Show when={props.rows.total()}>
        {(total) => (
          <span class="meta">
            {own().inbox.shown(format.number(props.rows.ids().length), format.number(total()))}
          </span>
        )}
      </Show>
      <Show when={props.rows.arrived() > 0}>
        <Button size="sm" kind="quiet" icon={ArrowUp} onClick={() => props.onTop()}>
          {own().inbox.newRows(format.number(props.rows.arrived()))}
        </Button>
      </Show>
      <Show when={props.rows.loose()}>
        <Button size="sm" kind="quiet" title={own().inbox.settleNote} onClick={props.rows.settle}>
          {own().inbox.settle}
        </Button>
      </Show>
      <span class="meta inbox-hints">
        <Kbd>J</Kbd> <Kbd>K</Kbd> {own().inbox.moves} <Kbd>Enter</Kbd> {own().inbox.opens} <Kbd>X</Kbd>{' '}
        {own().inbox.selects}
      </span>
      <span class="push" />
      <Fresh
        at={props.rows.at()}
        state={props.rows.stale() ? 'dead' : props.rows.at() === null ? 'late' : 'live'}
        label={truth()}
      />
    </div>
  )
}
