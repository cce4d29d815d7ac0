import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'
import { type Draft, onDrafts, openForm, readDraft, saveDraft, sendDraft, sendUnkept } from './queue/index.ts'
import { askForLater } from './wake.ts'

/** Something that a person does with one press. */
export type Act = Pick<Draft, 'id' | 'plugin' | 'route' | 'values'>

/**
 * Sends it through the queue of drafts: without a network it waits on the device.
 *
 * @param act.id also the `Idempotency-Key`: the same act again has the same id, and is done once
 */
export async function sendAct(act: Act): Promise<Draft> {
  const draft: Draft = { ...act, photos: [], state: 'waiting', changedAt: Date.now() }
  try {
    const before = await readDraft(act.id)
    if (before?.state === 'sent') return before
    await saveDraft(draft)
  } catch {
    return sendUnkept(draft)
  }
  await askForLater()
  return (await sendDraft(act.id)) ?? draft
}

export interface ActInPage {
  /** What is known of the act on this device; undefined when it was never done. */
  draft: Accessor<Draft | undefined>
  busy: Accessor<boolean>
  send: () => Promise<void>
}

/** An act with what came of it, also after the page was closed and opened again. */
export function useAct(act: () => Act): ActInPage {
  const [draft, setDraft] = createSignal<Draft>()
  const [busy, setBusy] = createSignal(false)
  const look = async () => {
    const known = await readDraft(act().id).catch(() => undefined)
    if (known) setDraft(known)
  }
  onMount(() => {
    openForm().catch(() => {})
    void look()
    onCleanup(onDrafts(() => void look()))
  })
  return {
    draft,
    busy,
    send: async () => {
      setBusy(true)
      setDraft(await sendAct(act()))
      setBusy(false)
    },
  }
}
