import { Button, Note, Textarea, TextInput } from '@saola/sdk-web'
import {
  CategoryPicker,
  type Draft,
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
import { createEffect, createSignal, For, Match, Show, Switch } from 'solid-js'
import { iconOf } from './icons.ts'
import { words } from './words.ts'
import './one.css'

interface Data {
  categories: { code: string; name: string; icon: string }[]
}

interface Values {
  category: string
  description: string
  location: { type: 'Point'; coordinates: [number, number] }
  address: string
  name: string
  phone: string
}

interface Near {
  code: string
  description: string
}

/** A report in four steps, each with one act at the thumb. */
export default function New(props: PortalViewProps<Data>) {
  const t = () => words[props.lang]
  const parts = () => portalWords[props.lang]
  const form = usePublicForm<Values>({ plugin: 'field-reports', route: '/reports', photosAs: 'photos' })
  const [step, setStep] = createSignal(0)
  const [busy, setBusy] = createSignal(false)
  const [sent, setSent] = createSignal<Draft>()
  const [near, setNear] = createSignal<Near[]>([])
  const pin = (): Pin | null => {
    const [longitude, latitude] = form.values().location?.coordinates ?? []
    return latitude === undefined || longitude === undefined ? null : { latitude, longitude }
  }
  const place = ({ latitude, longitude }: Pin) =>
    form.set({ location: { type: 'Point', coordinates: [longitude, latitude] } })
  const ready = () => {
    const { category, description, address } = form.values()
    return [
      category !== undefined,
      true,
      pin() !== null || Boolean(address?.trim()),
      Boolean(description?.trim()),
    ][step()]
  }
  const answer = () => sent()?.answer as { code?: string; path?: string } | undefined

  // Asked once the last step opens: whoever sees that it is known already need not send.
  createEffect(() => {
    const at = pin()
    if (step() !== 3 || !at) return
    const query = new URLSearchParams({
      category: form.values().category ?? '',
      longitude: String(at.longitude),
      latitude: String(at.latitude),
    })
    fetch(`/api/x/field-reports/nearby?${query}`)
      .then((response) => (response.ok ? response.json() : { items: [] }))
      .then(({ items }: { items: Near[] }) => setNear(items))
      .catch(() => setNear([]))
  })

  const send = async () => {
    setBusy(true)
    const draft = await form.send()
    setBusy(false)
    if (draft.state !== 'refused') {
      setSent(draft)
      setStep(0)
    }
  }
  const next = () => {
    if (step() === 1 && form.photos().length === 0) return t().skipPhoto
    return t().next[step()]
  }

  return (
    <FormScreen
      title={t().title}
      heading={sent() ? (answer()?.code ? t().sent : t().waiting) : (t().headings[step()] ?? '')}
      steps={t().steps}
      stepsLabel={t().stepsLabel}
      current={sent() ? 4 : step()}
      backHref="/portal"
      onBack={() => setStep(step() - 1)}
      kept={form.kept() && !sent()}
      action={
        <Switch
          fallback={
            <Button kind="primary" disabled={!props.live || !ready()} onClick={() => setStep(step() + 1)}>
              {next()}
            </Button>
          }
        >
          <Match when={sent()}>
            <Button kind="primary" onClick={() => setSent(undefined)}>
              {t().again}
            </Button>
          </Match>
          <Match when={step() === 3}>
            <Button kind="primary" busy={busy()} disabled={!ready()} onClick={() => void send()}>
              {t().send}
            </Button>
          </Match>
        </Switch>
      }
      note={sent() ? undefined : t().note}
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
          <Match when={sent()}>
            <Show when={answer()?.code} fallback={<p>{t().waitingNote}</p>}>
              {(code) => (
                <>
                  <p>{t().sentNote}</p>
                  <p class="num fr-code">{code()}</p>
                  <p>
                    <a class="btn" href={`${answer()?.path}?lang=${props.lang}`}>
                      {t().follow}
                    </a>
                  </p>
                </>
              )}
            </Show>
          </Match>
          <Match when={step() === 0}>
            <DraftList
              drafts={form.queue()}
              title={(draft) =>
                (draft.answer as { code?: string } | undefined)?.code ??
                props.data.categories.find(({ code }) => code === draft.values.category)?.name ??
                t().title
              }
              onSend={() => void form.sendAll()}
              onRemove={(id) => void form.remove(id)}
            />
            <CategoryPicker
              label={t().kind}
              options={props.data.categories.map(({ code, name, icon }) => ({
                value: code,
                label: name,
                icon: iconOf(icon),
              }))}
              value={form.values().category ?? null}
              onChange={(category) => form.set({ category })}
            />
            <Note tone="high" title={t().urgent}>
              <a href="tel:112">{t().call}</a>
            </Note>
          </Match>
          <Match when={step() === 1}>
            <PhotoPicker
              photos={form.photos()}
              onAdd={(added) => {
                form.setPhotos([...form.photos(), ...added.map(({ name, blob }) => ({ name, blob }))])
                const known = added.find(({ position }) => position)?.position
                if (known && !pin()) place(known)
              }}
              onRemove={(index) => form.setPhotos(form.photos().filter((_, at) => at !== index))}
            />
            <p class="meta">{t().photoNote}</p>
          </Match>
          <Match when={step() === 2}>
            <Show when={!pin()}>
              <p class="meta">{t().askPlace}</p>
            </Show>
            <PinPicker value={pin()} onChange={place} />
            <TextInput
              label={t().address}
              hint={t().addressHelp}
              value={form.values().address ?? ''}
              onChange={(address) => form.set({ address })}
            />
          </Match>
          <Match when={step() === 3}>
            <Show when={near().length > 0}>
              <Note title={t().nearby}>
                <p>{t().nearbyNote}</p>
                <ul>
                  <For each={near()}>
                    {(one) => (
                      <li>
                        <a href={`/portal/field-reports/${one.code}`}>{one.code}</a> {one.description}
                      </li>
                    )}
                  </For>
                </ul>
              </Note>
            </Show>
            <Textarea
              label={t().text}
              hint={t().count((form.values().description ?? '').length)}
              value={form.values().description ?? ''}
              onChange={(description) => form.set({ description })}
            />
            <TextInput
              label={t().name}
              value={form.values().name ?? ''}
              onChange={(name) => form.set({ name })}
            />
            <TextInput
              label={t().phone}
              hint={t().phoneHelp}
              value={form.values().phone ?? ''}
              onChange={(phone) => form.set({ phone })}
            />
            <Trap value="" onChange={form.setTrap} />
            <Show when={form.draft()?.problem}>
              {(problem) => (
                <Note tone="high" role="alert" title={problem().title}>
                  {problem().help}
                </Note>
              )}
            </Show>
            <Show when={!form.online()}>
              <Note title={parts().offline}>{parts().offlineNote}</Note>
            </Show>
          </Match>
        </Switch>
      </Show>
    </FormScreen>
  )
}
