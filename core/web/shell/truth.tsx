import { Fresh } from '@saola/sdk-web'
import { useConsole } from '../host/console.tsx'

/** Whether changes arrive, in words; a cut line says since when. */
export function ConnectionTruth() {
  const { stream, words } = useConsole()
  const status = stream.status
  return (
    <span class="truth">
      {/* Read aloud once per change: the age beside it ticks. */}
      <span class="sr" role="status">
        {status().state === 'cut' ? words().face.cut : ''}
      </span>
      <Fresh
        at={status().at}
        state={status().state === 'open' ? 'live' : status().state === 'cut' ? 'dead' : 'late'}
        label={
          status().state === 'open'
            ? words().face.live
            : status().state === 'connecting'
              ? words().face.connecting
              : undefined
        }
      />
    </span>
  )
}
