import { type Component, createEffect, createSignal, createUniqueId, For, type JSX, on, Show } from 'solid-js'
import { Button } from '../button/button.tsx'
import { useKit } from '../locale/kit.tsx'
import { Note } from '../note/note.tsx'
import type { FormControlProps } from './control.tsx'
import type { FieldNode } from './evaluate.ts'
import { Fields } from './fields.tsx'
import { createFormState, type FormProblem } from './form-state.ts'
import { formWords } from './messages.ts'
import { isObject } from './path.ts'
import type { Schema } from './schema.ts'

export interface JsonFormProps<Value = unknown> {
  /**
   * JSON Schema 2020-12 of an object. Beside the standard: `x-title` and `x-description` in both languages, `x-order`,
   * `x-unit`, `x-placeholder`, `x-control` (`radio`, `multiline`, `code`, or one of `controls`), `x-errors` with own
   * sentences by keyword.
   */
  schema: Schema
  /** What it starts from. A later change does not touch what a person has typed. */
  value?: Value
  /** With every change, without what is not shown; for drafts. */
  onChange?: (value: Value) => void
  /** Only when everything is right. A rejection that is a problem document is shown where it belongs. */
  onSubmit: (value: Value) => void | Promise<void>
  submitLabel?: string
  /** Beside the submit button. */
  actions?: JSX.Element
  /** What the server said; each error at its field, the rest above. */
  problem?: FormProblem
  readOnly?: boolean
  /** Controls of the host by `x-control` or `format`: a map for a point, a picker for a unit. */
  controls?: Record<string, Component<FormControlProps>>
}

function labelsOf(nodes: readonly FieldNode[], into = new Map<string, string>()): Map<string, string> {
  for (const node of nodes) {
    into.set(node.pointer, node.label)
    labelsOf(node.children, into)
    for (const row of node.rows) labelsOf(row, into)
  }
  return into
}

function asProblem(reason: unknown): FormProblem | undefined {
  const found = isObject(reason) && isObject(reason.problem) ? reason.problem : reason
  return isObject(found) && (typeof found.detail === 'string' || Array.isArray(found.errors))
    ? (found as FormProblem)
    : undefined
}

/** The one renderer of forms that come from a schema: records, settings, widgets, steps of rules. */
export default function JsonForm<Value = unknown>(props: JsonFormProps<Value>) {
  const kit = useKit()
  const words = () => formWords[kit.lang()]
  const id = createUniqueId()
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  let summary: HTMLDivElement | undefined

  const form = createFormState({
    id,
    schema: () => props.schema,
    initial: props.value,
    lang: kit.lang,
    readOnly: () => props.readOnly ?? false,
    controls: () => props.controls,
    // The schema is the type's witness; nothing else can be.
    onChange: (value) => props.onChange?.(value as Value),
  })
  const faults = () => {
    const labels = labelsOf(form.nodes())
    const order = [...labels.keys()]
    // In the order of the page; what has no place on it comes last.
    const place = (pointer: string) => (labels.has(pointer) ? order.indexOf(pointer) : order.length)
    const errors = [...form.errors()].sort(([one], [other]) => place(one) - place(other))
    return errors.map(([pointer, message]) => ({
      pointer,
      message,
      label: labels.get(pointer) ?? labels.get(pointer.replace(/\/\d+$/, '')),
    }))
  }
  const focusOn = (pointer: string) => {
    const found = document.getElementById(form.idOf(pointer))
    const control = found?.matches('fieldset')
      ? found.querySelector<HTMLElement>('input, select, textarea')
      : found
    control?.focus()
    control?.scrollIntoView({ block: 'center' })
    return Boolean(control)
  }
  const focusFirst = () => {
    const first = faults().find((fault) => document.getElementById(form.idOf(fault.pointer)))
    if (!first || !focusOn(first.pointer)) summary?.focus()
  }
  const refuse = (problem: FormProblem) => {
    form.refuse(problem)
    setTried(true)
    queueMicrotask(focusFirst)
  }
  createEffect(
    on(
      () => props.problem,
      (problem) => problem && refuse(problem),
    ),
  )
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy()) return
    form.showAll()
    setTried(true)
    form.refuse({})
    if (form.errors().size > 0) return queueMicrotask(focusFirst)
    setBusy(true)
    try {
      await props.onSubmit(form.value() as Value)
    } catch (reason) {
      const problem = asProblem(reason)
      if (!problem) throw reason
      refuse(problem)
    } finally {
      setBusy(false)
    }
  }
  const serverSays = () => form.problem()?.detail ?? form.problem()?.title
  const open = () => tried() && (faults().length > 0 || serverSays() !== undefined)
  return (
    <form class="json-form" novalidate onSubmit={submit} aria-busy={busy() || undefined}>
      <Show when={open()}>
        <div
          class="form-summary"
          tabindex={-1}
          ref={(element) => {
            summary = element
          }}
        >
          <Note
            tone="crit"
            role="alert"
            title={serverSays() ?? (faults().length > 0 ? words().summary(faults().length) : words().refused)}
          >
            <ul>
              <For each={faults()}>
                {(fault) => (
                  <li>
                    <Show when={fault.label} fallback={fault.message}>
                      {(label) => (
                        <a
                          href={`#${form.idOf(fault.pointer)}`}
                          onClick={(event) => {
                            event.preventDefault()
                            focusOn(fault.pointer)
                          }}
                        >
                          {label()}: {fault.message}
                        </a>
                      )}
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Note>
        </div>
      </Show>
      <Fields nodes={form.nodes()} form={form} />
      <Show when={!props.readOnly}>
        <div class="form-acts">
          <Button type="submit" kind="primary" busy={busy()}>
            {props.submitLabel ?? words().submit}
          </Button>
          {props.actions}
        </div>
      </Show>
    </form>
  )
}
