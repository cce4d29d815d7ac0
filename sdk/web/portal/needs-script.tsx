import type { JSX } from 'solid-js'
import { useKit } from '../ui/locale/kit.tsx'
import { Note } from '../ui/note/note.tsx'
import { portalWords } from './words.ts'

/**
 * What the server's HTML of a form says in the place of its controls: that it needs script, and how to do without.
 * Where script runs it shows only when the form has not come after some seconds.
 */
export function NeedsScript(props: { children?: JSX.Element }) {
  const kit = useKit()
  return (
    <div class="pf-needs">
      <Note tone="high">
        {portalWords[kit.lang()].needsScript} {props.children}
      </Note>
    </div>
  )
}
