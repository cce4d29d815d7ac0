import { Button, Checkbox, Note, Shape } from '@saola/sdk-web'
import { For, Show } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import type { Approval, ModuleStatus } from './api.ts'
import { asksOf } from './api.ts'
import { askInWords } from './sentences.ts'

export interface ApprovalsProps {
  module: ModuleStatus
  /** What is asked for. Default: what the manifest at hand says. */
  asks?: Approval
  granted: Approval
  /** Left out while the module is on: what was approved is only shown. */
  onGrant?: (granted: Approval) => void
}

const KINDS = ['capabilities', 'mounts', 'native'] as const

/** What a module asks for, in words, each to be approved by a person. */
export function Approvals(props: ApprovalsProps) {
  const words = useWords()
  const asks = () => props.asks ?? asksOf(props.module)
  const total = () => KINDS.reduce((sum, kind) => sum + asks()[kind].length, 0) + (asks().unsigned ? 1 : 0)
  const toggle = (kind: (typeof KINDS)[number], ask: string, on: boolean) =>
    props.onGrant?.({
      ...props.granted,
      [kind]: on ? [...props.granted[kind], ask] : props.granted[kind].filter((one) => one !== ask),
    })
  const grantAll = () => props.onGrant?.(together(props.granted, asks()))
  return (
    <section>
      <div class="line">
        <h3>{words().modules.asks}</h3>
        <span class="push" />
        <Show when={props.onGrant && total() > 1 && lacking(asks(), props.granted) > 0}>
          <Button size="sm" onClick={grantAll}>
            {words().modules.approveAll}
          </Button>
        </Show>
      </div>
      <Show when={total() === 0 || props.onGrant}>
        <p class="meta">{total() === 0 ? words().modules.asksNothing : words().modules.asksNote}</p>
      </Show>
      <ul class="asks">
        <For each={KINDS.flatMap((kind) => asks()[kind].map((ask) => [kind, ask] as const))}>
          {([kind, ask]) => (
            <li>
              <Show
                when={props.onGrant}
                fallback={
                  <div class="ask-held">
                    <span class="tone" data-tone={props.granted[kind].includes(ask) ? 'ok' : 'off'}>
                      <Shape tone={props.granted[kind].includes(ask) ? 'ok' : 'off'} />
                    </span>
                    <span>
                      {askInWords(kind, ask, words())} <span class="code">{ask}</span>
                    </span>
                  </div>
                }
              >
                <Checkbox
                  label={
                    <>
                      {askInWords(kind, ask, words())} <span class="code">{ask}</span>
                    </>
                  }
                  checked={props.granted[kind].includes(ask)}
                  onChange={(on) => toggle(kind, ask, on)}
                />
              </Show>
            </li>
          )}
        </For>
        <Show when={asks().unsigned}>
          <li>
            <Checkbox
              label={words().modules.allowUnsigned}
              hint={words().modules.unsignedNote}
              checked={props.granted.unsigned ?? false}
              disabled={!props.onGrant}
              onChange={(on) => props.onGrant?.({ ...props.granted, unsigned: on })}
            />
          </li>
        </Show>
      </ul>
      <Show when={asks().native.length > 0}>
        <Note tone="warn">{words().modules.can.native}</Note>
      </Show>
    </section>
  )
}

/** Both, each thing once. */
export function together(a: Approval, b: Approval): Approval {
  const both = (kind: (typeof KINDS)[number]) => [...new Set([...a[kind], ...b[kind]])]
  return {
    capabilities: both('capabilities'),
    mounts: both('mounts'),
    native: both('native'),
    unsigned: a.unsigned || b.unsigned,
  }
}

/** How many asks are not granted yet. */
export function lacking(asks: Approval, granted: Approval): number {
  return (
    KINDS.reduce((sum, kind) => sum + asks[kind].filter((ask) => !granted[kind].includes(ask)).length, 0) +
    (asks.unsigned && !granted.unsigned ? 1 : 0)
  )
}
