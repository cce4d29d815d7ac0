import { Button, Note, Status, useFormat } from '@saola/sdk-web'
import { type Draft, deviceId, type Pin, problemText, sendAct } from '@saola/sdk-web/portal'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { NearReport } from '../public/public-report.ts'
import { stateOf, toneOf } from './status.ts'
import { words } from './words.ts'

/** What says that this device sees the same as a report: once, however often it is pressed. */
export const followOf = (code: string) => ({
  id: `follow.${code}.${deviceId()}`,
  plugin: 'field-reports',
  route: `/reports/${code}/followers`,
  values: {},
})

export interface NearProps {
  lang: 'vi' | 'en'
  category: string | undefined
  pin: Pin | null
  online: boolean
  onFollowed: (draft: Draft, code: string) => void
}

/** Open reports of the same kind close by, before somebody sends another one. */
export function Near(props: NearProps) {
  const t = () => words[props.lang]
  const format = useFormat()
  const [found, setFound] = createSignal<NearReport[]>([])
  const [other, setOther] = createSignal<readonly string[]>([])
  const [busy, setBusy] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  createEffect(
    on([() => props.category, () => props.pin, () => props.online], ([category, pin, online]) => {
      if (!category || !pin || !online) return setFound([])
      const query = new URLSearchParams({
        category,
        longitude: String(pin.longitude),
        latitude: String(pin.latitude),
      })
      fetch(`/api/x/field-reports/nearby?${query}`)
        .then((answer) => (answer.ok ? answer.json() : { items: [] }))
        .then(({ items }: { items: NearReport[] }) => {
          if (props.category === category) setFound(items)
        })
        .catch(() => setFound([]))
    }),
  )
  const follow = async (code: string) => {
    setBusy(code)
    setProblem(undefined)
    const draft = await sendAct(followOf(code))
    setBusy('')
    if (draft.state === 'refused') setProblem(draft.problem ? problemText(draft.problem) : code)
    else props.onFollowed(draft, code)
  }
  const left = () => found().filter(({ code }) => !other().includes(code))
  return (
    <>
      <Show when={!props.online && props.category && props.pin}>
        <p class="meta">{t().nearbyOffline}</p>
      </Show>
      <div aria-live="polite">
        <For each={left()}>
          {(one) => (
            <section class="tile fr-near" aria-label={one.code}>
              <Show when={one.photo}>
                {(id) => <img src={`/api/files/${id()}?variant=thumb`} alt={t().photo(1)} />}
              </Show>
              <div class="fr-near-text">
                <b>{t().nearby(format.number(one.metres))}</b>
                <span class="fr-clip">{one.description}</span>
                <span class="meta fr-line">
                  <Status tone={toneOf(one.status)} label={stateOf(one.status, props.lang)} />
                  <span>{format.relative(one.requestedAt)}</span>
                  <Show when={one.followers > 0}>
                    <span>{t().followers(format.number(one.followers))}</span>
                  </Show>
                </span>
                <a class="num" href={`/portal/field-reports/${one.code}?lang=${props.lang}`}>
                  {one.code}
                </a>
              </div>
              <div class="line fr-near-acts">
                <Button
                  size="sm"
                  icon={undefined}
                  busy={busy() === one.code}
                  onClick={() => void follow(one.code)}
                >
                  {t().metoo}
                </Button>
                <Button kind="quiet" size="sm" onClick={() => setOther([...other(), one.code])}>
                  {t().notSame}
                </Button>
              </div>
            </section>
          )}
        </For>
        <Show when={left().length > 0}>
          <p class="meta">{t().nearbyNote}</p>
        </Show>
      </div>
      <Show when={problem()}>
        {(text) => (
          <Note tone="high" role="alert">
            {text()}
          </Note>
        )}
      </Show>
    </>
  )
}
