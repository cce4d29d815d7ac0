import { defineWidget } from '@saola/sdk-web'
import { openStates } from '../models/states.ts'
import { Counted } from './counted.tsx'

/** Open reports whose deadline has passed, those that wait for information apart. */
export default defineWidget({
  component: (props) => (
    <Counted
      title={props.title}
      loud
      filter={(now) => ({
        op: 'and',
        args: [
          {
            op: 'in',
            args: [{ property: 'status' }, openStates.filter((one) => one !== 'need-information')],
          },
          { op: '<', args: [{ property: 'dueAt' }, { timestamp: new Date(now).toISOString() }] },
        ],
      })}
    />
  ),
})
