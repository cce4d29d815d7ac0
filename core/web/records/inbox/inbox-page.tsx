import type { ConfiguredPageProps } from '../../operate/page-types.ts'
import { fullModel } from '../address.ts'
import { InboxScreen } from './inbox-screen.tsx'

/** `core.inbox`: the records of a model as work to do. */
export default function InboxPage(props: ConfiguredPageProps) {
  return (
    <InboxScreen
      model={fullModel(props.plugin, props.options.model)}
      title={props.title}
      options={props.options}
    />
  )
}
