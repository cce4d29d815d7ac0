import { createMemo, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { CloseIcon } from '../icons/icons.ts'
import { Icon } from '../ui/icon/icon.tsx'
import { useKit } from '../ui/locale/kit.tsx'
import { Note } from '../ui/note/note.tsx'
import { CameraIcon, ImagePlusIcon } from './icons.ts'
import { type PreparedPhoto, preparePhoto, readyPhotos } from './picture.ts'
import { portalWords } from './words.ts'

export interface PhotoPickerProps {
  photos: readonly { name: string; blob: Blob }[]
  onAdd: (photos: PreparedPhoto[]) => void
  onRemove: (index: number) => void
  /** Default 5. */
  most?: number
}

/** Takes or chooses photos; each is drawn anew, smaller and without the notes of its camera. */
export function PhotoPicker(props: PhotoPickerProps) {
  const kit = useKit()
  const words = () => portalWords[kit.lang()]
  const most = () => props.most ?? 5
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  onMount(readyPhotos)
  const room = () => most() - props.photos.length

  const take = async (input: HTMLInputElement) => {
    const files = [...(input.files ?? [])]
    input.value = ''
    if (files.length === 0) return
    setProblem(files.length > room() ? words().photosFull(most()) : undefined)
    setBusy(true)
    const ready: PreparedPhoto[] = []
    // One at a time: a phone that decodes twenty at once runs out of memory.
    for (const file of files.slice(0, Math.max(0, room()))) {
      try {
        ready.push(await preparePhoto(file))
      } catch {
        const isHeic = /hei[cf]/i.test(file.type) || /\.hei[cf]$/i.test(file.name)
        setProblem(words()[isHeic ? 'photoHeic' : 'photoUnreadable'](file.name.slice(0, 60)))
      }
    }
    setBusy(false)
    if (ready.length > 0) props.onAdd(ready)
  }

  const Choose = (choice: { camera?: boolean; label: string }) => (
    <label class="btn pf-choose" data-size={props.photos.length > 0 ? 'sm' : undefined}>
      <Icon of={choice.camera ? CameraIcon : ImagePlusIcon} />
      {choice.label}
      <input
        class="sr"
        type="file"
        accept="image/*"
        multiple={!choice.camera}
        capture={choice.camera ? 'environment' : undefined}
        disabled={busy() || room() <= 0}
        onChange={(event) => void take(event.currentTarget)}
      />
    </label>
  )

  return (
    <section class="pf-photos" aria-label={words().photos}>
      <Show when={props.photos.length > 0}>
        <ul>
          <For each={props.photos}>
            {(photo, index) => (
              <li>
                <Photo blob={photo.blob} label={words().photo(index() + 1)} />
                <button
                  type="button"
                  class="btn"
                  data-icon=""
                  aria-label={words().removePhoto(index() + 1)}
                  onClick={() => props.onRemove(index())}
                >
                  <Icon of={CloseIcon} />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="line pf-ways">
        <Choose camera label={props.photos.length > 0 ? words().addPhoto : words().takePhoto} />
        <Choose label={words().choosePhoto} />
      </div>
      <span class="meta" role="status">
        <Show when={busy()}>{words().preparing}</Show>
      </span>
      <Show when={problem()}>
        {(text) => (
          <Note tone="high" role="alert">
            {text()}
          </Note>
        )}
      </Show>
    </section>
  )
}

/** A picture that lies on this device. */
export function Photo(props: { blob: Blob; label: string }) {
  const address = createMemo<string>((old) => {
    if (old) URL.revokeObjectURL(old)
    return URL.createObjectURL(props.blob)
  }, '')
  onCleanup(() => URL.revokeObjectURL(address()))
  return <img src={address()} alt={props.label} />
}
