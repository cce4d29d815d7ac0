import type { Text } from '@saola/sdk'
import { Button, Dialog, Note, Skeleton, Status, type Tone, useText } from '@saola/sdk-web'
import { For, Match, Show, Switch } from 'solid-js'
import { iconNamed } from '../../icons/named.tsx'
import type { PlanEffect } from './api.ts'
import type { Editor } from './editor.ts'
import { useModelWords } from './words/words.ts'

const TONE: Record<PlanEffect['kind'], Tone> = {
  adds: 'ok',
  changes: 'warn',
  removes: 'warn',
  warns: 'high',
  refuses: 'crit',
}
/** Sentences that fit into the bar. */
const SHORT = 2
const RANK: PlanEffect['kind'][] = ['refuses', 'warns', 'removes', 'changes', 'adds']

const sorted = (effects: readonly PlanEffect[]) =>
  [...effects].sort((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind))

/** What publishing would do, while the draft is made. */
export function PlanBar(props: { editor: Editor; onOpen: () => void }) {
  const words = useModelWords()
  const text = useText()
  const { editor } = props
  const effects = () => sorted(editor.plan()?.effects ?? [])
  const refusals = () => effects().filter(({ kind }) => kind === 'refuses').length
  return (
    <footer>
      <b>{words().plan}</b>
      <div class="plan-line" aria-live="polite">
        <Switch fallback={<span class="meta">{words().planNothing}</span>}>
          <Match when={editor.planProblem()}>
            <Status tone="crit" label={words().planFailed} />
          </Match>
          <Match when={editor.changes().size > 0 && !editor.plan()}>
            <span class="meta">{words().planBusy}</span>
          </Match>
          <Match when={editor.plan()}>
            <For each={effects().slice(0, SHORT)}>
              {(effect) => <Status tone={TONE[effect.kind]} label={text(effect.text)} />}
            </For>
            <Show when={effects().length === 0}>
              <span class="meta">{words().words}</span>
            </Show>
            <Show when={effects().length > SHORT}>
              <span class="meta">{words().more(effects().length - SHORT)}</span>
            </Show>
            <Show when={refusals() === 0}>
              <Status tone="ok" label={words().noFailing} />
            </Show>
          </Match>
        </Switch>
      </div>
      <span class="push" />
      <Button
        icon={iconNamed('list-checks')}
        disabled={editor.changes().size === 0}
        onClick={() => props.onOpen()}
      >
        {words().seePlan}
      </Button>
    </footer>
  )
}

/** The whole plan, and the button that makes it true. */
export function PlanDialog(props: { editor: Editor; open: boolean; onClose: () => void }) {
  const words = useModelWords()
  const text = useText()
  const { editor } = props
  const effects = () => sorted(editor.plan()?.effects ?? [])
  const refused = () => editor.plan()?.refused === true
  const publish = async () => {
    if ((await editor.publish()) || editor.conflict()) props.onClose()
  }
  const said = (detail: unknown) => (typeof detail === 'string' ? detail : text(detail as Text))
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={words().plan}
      size="wide"
      actions={
        <>
          <Button onClick={() => props.onClose()}>{words().cancel}</Button>
          <Button
            kind="primary"
            busy={editor.busy()}
            disabled={!editor.plan() || refused()}
            onClick={() => void publish()}
          >
            {words().publish}
          </Button>
        </>
      }
    >
      <p>{words().planIntro(editor.changes().size)}</p>
      <Switch fallback={<Skeleton lines={3} />}>
        <Match when={editor.planProblem()}>
          {(problem) => (
            <Note tone="crit" role="alert" title={words().failed}>
              <Show when={problem().errors.length > 0} fallback={problem().message}>
                <ul>
                  <For each={problem().errors}>
                    {({ pointer, detail }) => (
                      <li>
                        <span class="mono">{pointer}</span>: {said(detail)}
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </Note>
          )}
        </Match>
        <Match when={editor.plan()}>
          <Show when={effects().length > 0} fallback={<p class="meta">{words().words}</p>}>
            <ul class="plan-effects">
              <For each={effects()}>
                {(effect) => (
                  <li>
                    <Status tone={TONE[effect.kind]} label={words().planEffects[effect.kind]} />
                    <span>{text(effect.text)}</span>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        </Match>
      </Switch>
    </Dialog>
  )
}
