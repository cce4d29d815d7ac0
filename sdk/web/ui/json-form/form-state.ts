import { type Accessor, type Component, createMemo, createSignal } from 'solid-js'
import type { Lang } from '../locale/format.ts'
import type { FormControlProps } from './control.tsx'
import { evaluate, type FieldNode, withDefaults } from './evaluate.ts'
import { fromPointer, getIn, type Path, setIn, toPointer } from './path.ts'
import { prepare, resolveRefs, type Schema } from './schema.ts'

/** A problem document (RFC 9457) as far as a form needs it. */
export interface FormProblem {
  title?: string
  detail?: string
  /** What is wrong where, by JSON pointer into the submitted value. */
  errors?: readonly { pointer: string; detail: string }[]
}

export interface FormStateOptions {
  id: string
  schema: () => Schema
  initial: unknown
  lang: Accessor<Lang>
  readOnly: Accessor<boolean>
  controls: () => Record<string, Component<FormControlProps>> | undefined
  onChange: (value: unknown) => void
}

export interface FormState {
  nodes: Accessor<readonly FieldNode[]>
  /** What a submit would send. */
  value: Accessor<unknown>
  /** Everything that is wrong, by pointer, shown or not yet. */
  errors: Accessor<ReadonlyMap<string, string>>
  readOnly: Accessor<boolean>
  idOf: (pointer: string) => string
  valueAt: (path: Path) => unknown
  /** The error of that place, once the person has left it or tried to submit. */
  errorAt: (pointer: string) => string | undefined
  change: (path: Path, value: unknown) => void
  leave: (pointer: string) => void
  showAll: () => void
  refuse: (problem: FormProblem) => void
  problem: Accessor<FormProblem | undefined>
  custom: (node: FieldNode) => Component<FormControlProps> | undefined
}

/** One stands inside the other, or they are the same. */
function related(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`)
}

export function createFormState(options: FormStateOptions): FormState {
  const [raw, setRaw] = createSignal<unknown>(withDefaults(resolveRefs(options.schema()), options.initial))
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set())
  const [all, setAll] = createSignal(false)
  const [problem, setProblem] = createSignal<FormProblem>()
  const [refused, setRefused] = createSignal<ReadonlyMap<string, string>>(new Map())

  const prepared = createMemo(() => prepare(options.schema(), options.lang()))
  const now = createMemo(() => evaluate(prepared(), raw()))
  const errors = createMemo(() => new Map([...now().errors, ...refused()]))

  const change = (path: Path, value: unknown) => {
    const pointer = toPointer(path)
    setRefused((old) => new Map([...old].filter(([where]) => !related(where, pointer))))
    setRaw((old: unknown) => setIn(old, path, value))
    options.onChange(now().value)
  }
  const refuse = (next: FormProblem) => {
    setProblem(next)
    setRefused(new Map(next.errors?.map(({ pointer, detail }) => [toPointer(fromPointer(pointer)), detail])))
  }
  return {
    nodes: () => now().nodes,
    value: () => now().value,
    errors,
    readOnly: options.readOnly,
    idOf: (pointer) => `${options.id}${pointer.replace(/[^\w-]/g, '-')}`,
    // From the raw value, so that what a condition hides comes back with it.
    valueAt: (path) => getIn(raw(), path),
    errorAt: (pointer) => {
      if (refused().has(pointer)) return refused().get(pointer)
      return all() || left().has(pointer) ? now().errors.get(pointer) : undefined
    },
    change,
    leave: (pointer) => setLeft((old) => (old.has(pointer) ? old : new Set([...old, pointer]))),
    showAll: () => setAll(true),
    refuse,
    problem,
    custom: (node) => {
      const controls = options.controls()
      return controls?.[String(node.schema['x-control'])] ?? controls?.[String(node.schema.format)]
    },
  }
}
