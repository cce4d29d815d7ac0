import { defineWidget } from '@saola/sdk-web'
import { Counted } from './counted.tsx'

const VIETNAM = 7 * 3_600_000
const DAY = 24 * 3_600_000

/** Reports since midnight in Vietnam. */
export default defineWidget({
  component: (props) => (
    <Counted
      title={props.title}
      filter={(now) => {
        const midnight = Math.floor((now + VIETNAM) / DAY) * DAY - VIETNAM
        const timestamp = new Date(midnight).toISOString()
        return { op: '>=', args: [{ property: 'requestedAt' }, { timestamp }] }
      }}
    />
  ),
})
