import { Button, makeIcon, Note, Textarea } from '@saola/sdk-web'
import {
  CategoryPicker,
  DraftList,
  FormScreen,
  NeedsScript,
  PhotoPicker,
  type Pin,
  PinPicker,
  type PortalViewProps,
  portalWords,
  Trap,
  usePublicForm,
} from '@saola/sdk-web/portal'
import { createSignal, Match, Show, Switch } from 'solid-js'

interface Values {
  kind: string
  text: string
  place: { type: 'Point'; coordinates: [number, number] }
}

const NAMES: Record<string, string> = {
  flood: 'Ngập úng',
  road: 'Đường sá',
  light: 'Đèn đường',
  waste: 'Rác thải',
}
const Waves = makeIcon('M2 12q2.5 2 5 0t5 0 5 0 5 0M2 19q2.5 2 5 0t5 0 5 0 5 0M2 5q2.5 2 5 0t5 0 5 0 5 0')

export default function New(props: PortalViewProps<{ kinds: string[] }>) {
  const words = portalWords[props.lang]
  const form = usePublicForm<Values>({ plugin: 'voices', route: '/reports', photosAs: 'photos' })
  const [step, setStep] = createSignal(0)
  const [busy, setBusy] = createSignal(false)
  const pin = (): Pin | null => {
    const [longitude, latitude] = form.values().place?.coordinates ?? []
    return latitude === undefined || longitude === undefined ? null : { latitude, longitude }
  }
  const place = ({ latitude, longitude }: Pin) =>
    form.set({ place: { type: 'Point', coordinates: [longitude, latitude] } })
  const send = async () => {
    setBusy(true)
    await form.send()
    setBusy(false)
    setStep(0)
  }
  return (
    <FormScreen
      title="Gửi phản ánh"
      heading={['Ảnh và nơi xảy ra', 'Chuyện gì xảy ra?', 'Xem lại rồi gửi'][step()] ?? ''}
      steps={['Ảnh, chỗ', 'Chuyện gì', 'Gửi']}
      stepsLabel="Ba bước"
      current={step()}
      backHref="/portal"
      onBack={() => setStep(step() - 1)}
      kept={form.kept()}
      action={
        <Show
          when={step() === 2}
          fallback={
            <Button kind="primary" disabled={!props.live} onClick={() => setStep(step() + 1)}>
              {step() === 0 ? 'Tiếp: chuyện gì xảy ra' : 'Tiếp: xem lại và gửi'}
            </Button>
          }
        >
          <Button kind="primary" busy={busy()} onClick={() => void send()}>
            Gửi phản ánh
          </Button>
        </Show>
      }
      note="Gửi xong có mã để theo dõi, không cần tài khoản"
    >
      <Show
        when={props.live}
        fallback={
          <NeedsScript>
            <a href="tel:112">112</a>
          </NeedsScript>
        }
      >
        <Switch>
          <Match when={step() === 0}>
            <DraftList
              drafts={form.queue()}
              title={(draft) =>
                (draft.answer as { code?: string } | undefined)?.code ??
                NAMES[String(draft.values.kind)] ??
                'Phản ánh'
              }
              onSend={() => void form.sendAll()}
              onRemove={(id) => void form.remove(id)}
            />
            <PhotoPicker
              photos={form.photos()}
              onAdd={(added) => {
                form.setPhotos([...form.photos(), ...added.map(({ name, blob }) => ({ name, blob }))])
                const known = added.find(({ position }) => position)?.position
                if (known && !pin()) place(known)
              }}
              onRemove={(index) => form.setPhotos(form.photos().filter((_, at) => at !== index))}
            />
            <PinPicker value={pin()} onChange={place} />
          </Match>
          <Match when={step() === 1}>
            <CategoryPicker
              label="Loại phản ánh"
              options={props.data.kinds.map((value) => ({
                value,
                label: NAMES[value] ?? value,
                icon: Waves,
              }))}
              value={form.values().kind ?? null}
              onChange={(kind) => form.set({ kind })}
            />
            <Textarea
              label="Kể ngắn gọn"
              value={form.values().text ?? ''}
              onChange={(text) => form.set({ text })}
            />
            <Trap value="" onChange={form.setTrap} />
          </Match>
          <Match when={step() === 2}>
            <p>{form.values().text}</p>
            <Show when={!form.online()}>
              <Note title={words.offline}>{words.offlineNote}</Note>
            </Show>
          </Match>
        </Switch>
      </Show>
    </FormScreen>
  )
}
