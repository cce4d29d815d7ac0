import type { FieldDef, Json, Text } from '@saola/sdk'
import { type ProblemError, toaster, toProblem, useHost, useText } from '@saola/sdk-web'
import { batch, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { ModelPlan, Shape } from './api.ts'
import { changesOf, documentOf, type Fields, pruned, rebase, settled } from './draft.ts'
import { useModelWords } from './words/words.ts'

/** Milliseconds after the last keystroke until the plan is asked for. */
const PLAN_AFTER = 350

export interface Conflict {
  who: string | null
  at: string
}

export type Editor = ReturnType<typeof createEditor>

/** One model with the draft of its fields; nothing is stored until it is published. */
export function createEditor(id: () => string) {
  const host = useHost()
  const text = useText()
  const words = useModelWords()
  const [shape, setShape] = createSignal<Shape>()
  const [problem, setProblem] = createSignal<ProblemError>()
  const [draft, setDraft] = createSignal<Fields>({})
  const [plan, setPlan] = createSignal<ModelPlan>()
  const [planProblem, setPlanProblem] = createSignal<ProblemError>()
  const [conflict, setConflict] = createSignal<Conflict>()
  const [both, setBoth] = createSignal<string[]>([])
  const [busy, setBusy] = createSignal(false)
  const path = () => `/api/config/models/${encodeURIComponent(id())}`
  const changes = createMemo(() => {
    const known = shape()
    return known ? changesOf(known, clean(draft())) : new Map<string, never>()
  })

  const read = async () => (await host.request<Shape>(`${path()}/shape`)).body
  const load = async () => {
    try {
      const fresh = await read()
      batch(() => {
        setShape(fresh)
        setDraft(fresh.model.fields)
        setProblem(undefined)
        setConflict(undefined)
        setBoth([])
      })
    } catch (thrown) {
      setProblem(toProblem(thrown))
    }
  }
  createEffect(
    on(id, () => {
      setShape(undefined)
      void load()
    }),
  )
  // Somebody published: without a draft the new one appears, with one the person decides.
  createEffect(
    on(
      () => host.ui.revision,
      async () => {
        const known = shape()
        if (!known || busy()) return
        const fresh = await read().catch(() => undefined)
        if (!fresh || fresh.id !== id() || fresh.revision === shape()?.revision || busy()) return
        if (changes().size > 0)
          setConflict({ who: fresh.byName, at: fresh.at ?? new Date(host.now()).toISOString() })
        else
          batch(() => {
            setShape(fresh)
            setDraft(fresh.model.fields)
          })
      },
      { defer: true },
    ),
  )

  let asked = 0
  const told = (answer: ModelPlan | undefined, refused?: ProblemError) =>
    batch(() => {
      setPlan(answer)
      setPlanProblem(refused)
    })
  const body = (known: Shape) => documentOf(known, clean(draft())) as unknown as Json
  const askPlan = async () => {
    const known = shape()
    asked += 1
    const mine = asked
    if (!known || changes().size === 0) return setPlan(undefined)
    try {
      const { body: answer } = await host.request<ModelPlan>(`${path()}/plan`, {
        method: 'POST',
        body: body(known),
      })
      if (mine === asked) told(answer)
    } catch (thrown) {
      if (mine === asked) told(undefined, toProblem(thrown))
    }
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on([draft, shape], () => {
      clearTimeout(timer)
      if (changes().size === 0) {
        asked += 1
        told(undefined)
      } else timer = setTimeout(() => void askPlan(), PLAN_AFTER)
    }),
  )
  onCleanup(() => clearTimeout(timer))

  /** Puts the draft on what somebody else has published. */
  const takeNewest = async () => {
    const old = shape()
    const fresh = await read()
    if (!old) return
    const { fields, both: twice } = rebase(old, fresh, clean(draft()))
    batch(() => {
      setShape(fresh)
      setDraft(fields)
      setConflict(undefined)
      setBoth(twice.map((name) => text((fresh.model.fields[name] ?? old.model.fields[name])?.label) || name))
    })
  }

  const publish = async (): Promise<boolean> => {
    const known = shape()
    if (!known || busy()) return false
    const count = changes().size
    setBusy(true)
    try {
      const { headers } = await host.request(path(), {
        method: 'PUT',
        body: body(known),
        headers: { 'if-match': `"${known.revision}"` },
      })
      const tag = headers.get('etag') ?? '"0"'
      await load()
      toaster.show({ text: words().done(count), undo: () => takeBack(known, tag) })
      return true
    } catch (thrown) {
      const refused = toProblem(thrown)
      if (refused.code === 'version-conflict') {
        const fresh = await read().catch(() => undefined)
        setConflict({ who: fresh?.byName ?? null, at: fresh?.at ?? new Date(host.now()).toISOString() })
      } else setPlanProblem(refused)
      return false
    } finally {
      setBusy(false)
    }
  }
  const takeBack = async (before: Shape, tag: string) => {
    const address = `/api/config/models/${encodeURIComponent(before.id)}`
    const headers = { 'if-match': tag }
    if (before.revision === 0 || Object.keys(before.document).length === 0)
      await host.request(address, { method: 'DELETE', headers })
    else await host.request(address, { method: 'PUT', body: before.document as unknown as Json, headers })
    await load()
    toaster.show({ text: words().undone })
  }

  const discard = () => {
    const kept = draft()
    setDraft(shape()?.model.fields ?? {})
    setBoth([])
    toaster.show({ text: words().discarded, undo: () => void setDraft(kept) })
  }
  const setField = (name: string, field: FieldDef) => setDraft((fields) => ({ ...fields, [name]: field }))
  const rename = (from: string, to: string) =>
    setDraft((fields) =>
      Object.fromEntries(Object.entries(fields).map(([name, field]) => [name === from ? to : name, field])),
    )
  const drop = (name: string) =>
    setDraft((fields) => Object.fromEntries(Object.entries(fields).filter(([one]) => one !== name)))
  /** What the server says is wrong with a field, in the reader's language. */
  const faultsOf = (name: string) =>
    (planProblem()?.errors ?? [])
      .filter(({ pointer }) => pointer === `/fields/${name}` || pointer.startsWith(`/fields/${name}/`))
      .map(({ detail }) => (typeof detail === 'string' ? detail : text(detail as Text)))

  return {
    shape,
    problem,
    draft,
    changes,
    plan,
    planProblem,
    conflict,
    both,
    busy,
    load,
    takeNewest,
    publish,
    discard,
    setField,
    setDraft,
    rename,
    drop,
    faultsOf,
  }
}

function clean(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, pruned(settled(field))]))
}
