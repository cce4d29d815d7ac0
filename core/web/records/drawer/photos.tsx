import type { FileRef } from '@saola/sdk'
import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import { useRecordWords } from '../words/words.ts'
import { pictureUrl } from '../work/upload.ts'

const Lightbox = lazy(() => import('./lightbox.tsx'))

/** Pictures of a field, small; one press or Enter enlarges. */
export function Photos(props: { label: string; files: readonly FileRef[] }) {
  const words = useRecordWords()
  const [open, setOpen] = createSignal<number>()
  return (
    <section class="photos" aria-label={props.label}>
      <h3 class="photos-head">{props.label}</h3>
      <div class="photo-row" data-count={Math.min(3, props.files.length)}>
        <For each={props.files}>
          {(file, index) => (
            <button
              type="button"
              class="photo"
              aria-label={`${words().drawer.openPhoto}: ${words().drawer.photoOf(props.label, String(index() + 1))}`}
              onClick={() => setOpen(index())}
            >
              <img
                src={pictureUrl(file.id, 'thumb')}
                alt=""
                width={file.width}
                height={file.height}
                loading="lazy"
              />
            </button>
          )}
        </For>
      </div>
      <Show when={open() !== undefined}>
        <Suspense>
          <Lightbox
            label={props.label}
            files={props.files}
            start={open() ?? 0}
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      </Show>
    </section>
  )
}
