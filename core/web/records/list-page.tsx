import type { ConfiguredPageProps } from '../operate/page-types.ts'
import { fullModel } from './address.ts'
import { RecordsScreen } from './records-screen.tsx'

/** `core.list`: a page that shows the records of a model. */
export default function ListPage(props: ConfiguredPageProps) {
  return (
    <RecordsScreen
      model={fullModel(props.plugin, props.options.model)}
      title={props.title}
      options={props.options}
    />
  )
}
