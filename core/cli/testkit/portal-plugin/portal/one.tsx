import type { PortalViewProps } from '@saola/sdk-web/portal'
import { For, Show } from 'solid-js'
import './one.css'

interface Data {
  code: string
  kind: string
  text: string
  photos: string[]
}

export default function One(props: PortalViewProps<Data | null>) {
  return (
    <section class="voices-one">
      <Show when={props.data} fallback={<h1>Không có mã {props.params.code}</h1>}>
        {(report) => (
          <>
            <h1>{report().code}</h1>
            <p>{report().text}</p>
            <For each={report().photos}>
              {(id) => <img src={`/api/files/${id}?variant=medium`} alt="Ảnh của phản ánh" />}
            </For>
          </>
        )}
      </Show>
    </section>
  )
}
