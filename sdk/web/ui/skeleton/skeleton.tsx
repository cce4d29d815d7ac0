import { For } from 'solid-js'
import { useKit } from '../locale/kit.tsx'

export interface SkeletonProps {
  /** How many lines will stand here. Default 3. */
  lines?: number
  /** CSS height of one line. Default one line of text. */
  height?: string
}

const widths = ['62%', '100%', '84%', '71%', '93%']

/** Where content will stand, in its final size, so that nothing jumps. */
export function Skeleton(props: SkeletonProps) {
  const kit = useKit()
  return (
    <div class="skels" role="status" aria-busy="true">
      <span class="sr">{kit.words().loading}</span>
      <For each={Array.from({ length: props.lines ?? 3 }, (_, index) => index)}>
        {(index) => (
          <span
            class="skel"
            style={{ 'inline-size': widths[index % widths.length] ?? '100%', 'block-size': props.height }}
          />
        )}
      </For>
    </div>
  )
}
