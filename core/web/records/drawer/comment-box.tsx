import { Button, Segmented, Textarea, toProblem } from '@saola/sdk-web'
import { createEffect, createSignal, on } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import type { Work } from '../work/work.ts'

export interface CommentBoxProps {
  record: string
  work: Work
  onSent: () => void
  onBox: (focus: () => void) => void
}

/** A note, for colleagues or for everybody; Ctrl and Enter send it. */
export function CommentBox(props: CommentBoxProps) {
  const words = useRecordWords()
  const [text, setText] = createSignal('')
  const [visibility, setVisibility] = createSignal<'internal' | 'public'>('internal')
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal<string>()
  let box: HTMLFormElement | undefined
  createEffect(() => props.onBox(() => box?.querySelector('textarea')?.focus()))
  createEffect(
    on(
      () => props.record,
      () => {
        setText('')
        setError(undefined)
        setVisibility('internal')
      },
    ),
  )
  const send = async () => {
    if (text().trim() === '' || busy()) return
    setBusy(true)
    try {
      await props.work.comment(props.record, text().trim(), visibility())
      setText('')
      setError(undefined)
      props.onSent()
    } catch (thrown) {
      setError(`${words().history.sendFailed} ${props.work.explain(toProblem(thrown))}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      class="comment-box"
      ref={(element) => {
        box = element
      }}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        label={words().history.note}
        rows={2}
        maxLength={10_000}
        placeholder={words().history.placeholder}
        value={text()}
        error={error()}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        }}
      />
      <div class="line" data-wrap="">
        <Segmented
          label={words().history.visibility}
          value={visibility()}
          items={[
            { id: 'internal', label: words().history.internal },
            { id: 'public', label: words().history.public },
          ]}
          onChange={setVisibility}
        />
        <span class="meta">{visibility() === 'public' ? words().history.publicNote : ''}</span>
        <span class="push" />
        <Button size="sm" type="submit" busy={busy()} disabled={text().trim() === ''}>
          {words().history.send}
        </Button>
      </div>
    </form>
  )
}
