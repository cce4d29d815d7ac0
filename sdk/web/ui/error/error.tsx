import { type JSX, Show } from 'solid-js'
import { Button } from '../button/button.tsx'
import { useKit } from '../locale/kit.tsx'
import { Note } from '../note/note.tsx'

export interface ErrorStateProps {
  /** What failed: `Máy chủ bản đồ không trả lời`. Default: data could not be loaded. */
  title?: string
  /** What still works and what is being tried: the shift goes on. */
  stillWorks: JSX.Element
  onRetry?: () => void
  /** A retry is under way. */
  retrying?: boolean
  /** Stable code of the problem, for those who are asked about it. */
  code?: string
}

/** Says what failed, what still works and what to do; never only that something went wrong. */
export function ErrorState(props: ErrorStateProps) {
  const kit = useKit()
  return (
    <Note tone="crit" role="alert" title={props.title ?? kit.words().failed}>
      {props.stillWorks}
      <Show when={props.code}>
        {' '}
        <span class="mono">{props.code}</span>
      </Show>
      <Show when={props.onRetry}>
        <div class="error-act">
          <Button size="sm" busy={props.retrying} onClick={() => props.onRetry?.()}>
            {kit.words().retry}
          </Button>
        </div>
      </Show>
    </Note>
  )
}
