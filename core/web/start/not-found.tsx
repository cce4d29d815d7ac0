import { Button, EmptyState } from '@saola/sdk-web'
import { useWords } from '../host/console.tsx'

/** An address that leads nowhere. */
export default function NotFoundPage() {
  const words = useWords()
  return (
    <main id="content" class="screen-empty">
      <EmptyState
        title={words().page.unknown}
        action={<Button href="/operate">{words().tomb.toHome}</Button>}
      >
        {words().page.unknownNote}
      </EmptyState>
    </main>
  )
}
