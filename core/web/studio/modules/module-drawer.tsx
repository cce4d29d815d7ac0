import {
  Button,
  Drawer,
  Facts,
  Note,
  type ProblemError,
  toaster,
  toProblem,
  useFormat,
  useText,
} from '@saola/sdk-web'
import { Power, SlidersHorizontal } from 'lucide-solid'
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { useWords } from '../../host/console.tsx'
import { type Approval, asksOf, compareVersions, type ModuleStatus, newest } from './api.ts'
import { Approvals, lacking, together } from './approvals.tsx'
import { ModuleState } from './module-card.tsx'
import { usePlan, useSwitch } from './modules-data.ts'
import { PlanView } from './plan-view.tsx'
import { sentencesOf } from './sentences.ts'

const NOTHING: Approval = { capabilities: [], mounts: [], native: [] }

export interface ModuleDrawerProps {
  module: ModuleStatus
  onClose: () => void
  onChanged: () => Promise<void>
}

/** A module beside the list: what it brings and asks for, what a switch would do, and the switch. */
export function ModuleDrawer(props: ModuleDrawerProps) {
  const words = useWords()
  const text = useText()
  const format = useFormat()
  const switching = useSwitch()
  const [granted, setGranted] = createSignal(props.module.approved)
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const module = () => props.module
  const name = () => text(module().name)
  const isOn = () => module().state === 'on'
  const to = () => (isOn() ? 'off' : 'on')
  const target = createMemo(() => newest(module().versions))
  const newer = () => {
    const version = target()
    return version !== undefined && compareVersions(version, module().version) > 0 ? version : undefined
  }
  const upgrade = usePlan(() => {
    const version = newer()
    return version === undefined ? undefined : { id: module().id, to: 'on', version }
  })
  // A newer version may ask for more than the one that runs.
  const upgradeAsks = () => {
    const missing = upgrade.plan()?.missing
    return missing === undefined ? NOTHING : together(NOTHING, missing)
  }
  const { plan, error } = usePlan(() => ({ id: module().id, to: to() }))
  createEffect(
    on([() => module().id, () => JSON.stringify(module().approved)], () => {
      setGranted(structuredCloneOf(module().approved))
      setProblem(undefined)
    }),
  )
  const open = () => lacking(asksOf(module()), granted())

  const act = async (run: () => Promise<unknown>, done: string, undo?: () => Promise<unknown>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await run()
      await props.onChanged()
      toaster.show({
        text: done,
        ...(undo === undefined
          ? {}
          : {
              undo: async () => {
                await undo()
                await props.onChanged()
              },
            }),
      })
    } catch (thrown) {
      setProblem(reasonOf(toProblem(thrown)))
      await props.onChanged()
    } finally {
      setBusy(false)
    }
  }
  const reasonOf = (thrown: ProblemError) => {
    if (thrown.code === 'approval-required') return words().modules.approvalRequired
    const reason = thrown.body.reason
    const told =
      typeof reason === 'object' && reason !== null && 'text' in reason
        ? text(reason.text as { vi: string })
        : ''
    return told || words().problem[thrown.code] || thrown.message
  }
  const switchOn = (version?: string) => {
    const { id } = module()
    void act(
      () => switching.on(id, granted(), version),
      words().modules.switchedOn(name()),
      version === undefined ? () => switching.off(id) : undefined,
    )
  }
  const switchOff = () => {
    const { id, approved } = module()
    const held = structuredCloneOf(approved)
    void act(
      () => switching.off(id),
      words().modules.switchedOff(name()),
      () => switching.on(id, held),
    )
  }

  const brought = createMemo(() =>
    sentencesOf(module().manifest?.contributes, words(), text, format.duration),
  )
  const facts = () =>
    [
      { name: words().modules.vendor, value: module().vendor },
      { name: words().modules.licence, value: module().manifest?.license },
      { name: words().modules.origin, value: words().modules[module().origin] },
      {
        name: words().modules.signature,
        value:
          module().signature === 'workspace'
            ? undefined
            : module().signature === 'trusted'
              ? words().modules.trusted
              : words().modules.unsigned,
      },
      {
        name: words().modules.needs,
        value: Object.entries(module().manifest?.requires ?? {})
          .map(([id, range]) => `${id} ${range}`)
          .join(', '),
      },
      {
        name: words().modules.versions,
        value: module()
          .versions.map((version) =>
            isOn() && version === module().version ? `${version} (${words().modules.running})` : version,
          )
          .join(', '),
      },
    ].filter(({ value }) => value !== undefined && value !== '')

  return (
    <Drawer
      title={name()}
      onClose={() => props.onClose()}
      lead={
        <span class="code">
          {module().id} {module().version}
        </span>
      }
      tools={<ModuleState state={module().state} />}
      foot={
        <>
          <Show when={newer()}>
            {(version) => (
              <Button
                kind="primary"
                busy={busy()}
                disabled={upgrade.plan() === undefined || lacking(upgradeAsks(), granted()) > 0}
                onClick={() => switchOn(version())}
              >
                {isOn() ? words().modules.switchTo(version()) : words().modules.switchOnVersion(version())}
              </Button>
            )}
          </Show>
          <Show
            when={isOn()}
            fallback={
              <Button
                kind={newer() === undefined ? 'primary' : undefined}
                icon={Power}
                busy={busy()}
                disabled={open() > 0}
                onClick={() => switchOn()}
              >
                {module().state === 'off' ? words().modules.switchOn : words().modules.retry}
              </Button>
            }
          >
            <Button icon={Power} busy={busy()} onClick={switchOff}>
              {words().modules.switchOff}
            </Button>
          </Show>
          <Show when={!isOn() && open() > 0}>
            <span class="meta">{words().modules.toApprove(open())}</span>
          </Show>
          <span class="push" />
          <Show when={module().manifest?.settings}>
            <Button kind="quiet" icon={SlidersHorizontal} href={`/studio/settings/${module().id}`}>
              {words().modules.settings}
            </Button>
          </Show>
        </>
      }
    >
      <Show when={text(module().description)}>{(description) => <p>{description()}</p>}</Show>
      <Show when={problem()}>
        {(message) => (
          <Note tone="crit" role="alert" title={words().modules.switchFailed(name())}>
            {message()}
          </Note>
        )}
      </Show>
      <Show when={module().reason}>
        {(reason) => (
          <Note
            tone={module().state === 'blocked' ? 'warn' : 'crit'}
            title={module().state === 'on' ? undefined : words().modules[module().state]}
          >
            {text(reason().text)} <span class="code">{reason().code}</span>
          </Note>
        )}
      </Show>
      <Show when={!isOn()}>
        <Approvals module={module()} granted={granted()} onGrant={setGranted} />
      </Show>
      <Show when={newer()}>
        {(version) => (
          <>
            <Note title={words().modules.update(version())}>{words().modules.updateNote}</Note>
            <Show when={lacking(upgradeAsks(), module().approved) > 0}>
              <Approvals module={module()} asks={upgradeAsks()} granted={granted()} onGrant={setGranted} />
            </Show>
            <PlanView
              plan={upgrade.plan()}
              error={upgrade.error()}
              to="on"
              title={words().modules.planVersion(version())}
            />
          </>
        )}
      </Show>
      <PlanView plan={plan()} error={error()} to={to()} />
      <section>
        <h3>{words().modules.brings}</h3>
        <Show when={brought().length > 0} fallback={<p class="meta">{words().modules.bringsNothing}</p>}>
          <ul class="brings">
            <For each={brought()}>
              {(kind) => (
                <li>
                  <details>
                    <summary>{kind.sentence}</summary>
                    <ul class="meta">
                      <For each={kind.names}>{(one) => <li>{one}</li>}</For>
                    </ul>
                  </details>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </section>
      <Show when={isOn()}>
        <Approvals module={module()} granted={module().approved} />
        <section>
          <h3>{words().modules.faults}</h3>
          <Show when={module().faults.length > 0} fallback={<p class="meta">{words().modules.noFaults}</p>}>
            <ul class="faults">
              <For each={module().faults.toReversed().slice(0, 20)}>
                {(fault) => (
                  <li>
                    <time class="meta" datetime={fault.at} title={format.dateTime(fault.at, 'exact')}>
                      {format.relative(fault.at)}
                    </time>
                    <div>
                      <b>{fault.what}</b>
                      <div class="meta">{fault.message}</div>
                    </div>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={module().counters}>
            {(counters) => (
              <p class="meta">
                {words().modules.counters}: {words().modules.calls(format.number(counters().calls))},{' '}
                {words().modules.errors(format.number(counters().errors))},{' '}
                {words().modules.denied(format.number(counters().denied))}
              </p>
            )}
          </Show>
        </section>
      </Show>
      <Facts items={facts()} />
    </Drawer>
  )
}

function structuredCloneOf(approved: ModuleStatus['approved']): ModuleStatus['approved'] {
  return {
    capabilities: [...approved.capabilities],
    mounts: [...approved.mounts],
    native: [...approved.native],
    unsigned: approved.unsigned,
  }
}
