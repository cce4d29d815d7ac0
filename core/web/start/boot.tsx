import { ErrorState, Logo } from '@saola/sdk-web'
import { useConsole } from '../host/console.tsx'

/** Until the centre has answered for the first time. */
export function BootScreen() {
  const { words } = useConsole()
  return (
    <div class="boot" role="status" aria-busy="true">
      <span class="mark">
        <Logo />
      </span>
      <span class="meta">{words().boot.loading}</span>
    </div>
  )
}

/** The centre does not answer; the page goes on asking. */
export function BootFailure() {
  const { words, enter, source } = useConsole()
  return (
    <main id="content" class="boot">
      <span class="mark">
        <Logo />
      </span>
      <div class="boot-note">
        <ErrorState
          title={words().boot.failed}
          stillWorks={words().boot.failedNote}
          code={source.problem()?.code}
          onRetry={() => void enter()}
        />
      </div>
    </main>
  )
}
