import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js'
import {
  type Draft,
  type DraftPhoto,
  newDraftId,
  onDrafts,
  openForm,
  readDraft,
  readDrafts,
  removeDraft,
  saveDraft,
  sendDraft,
  sendWaiting,
} from './queue/index.ts'

export interface PublicFormOptions {
  plugin: string
  /** Path of a public route with `guard: 'public-form'`, below `/api/x/<plugin>`. */
  route: string
  /** Member of the body that gets the ids of the photos. */
  photosAs?: string
}

export interface PublicForm<Values extends object> {
  /** What is being written; kept on the device with every change. Undefined until it has been read. */
  draft: Accessor<Draft | undefined>
  values: Accessor<Partial<Values>>
  photos: Accessor<readonly DraftPhoto[]>
  set: (values: Partial<Values>) => void
  setPhotos: (photos: readonly DraftPhoto[]) => void
  setTrap: (value: string) => void
  /** True once the last change lies on the device. */
  kept: Accessor<boolean>
  /**
   * Sends it, or keeps it for later. The draft given back says which: `sent` with the answer, `waiting` without a
   * network, `refused` with the problem. Whatever happens, the form is empty again unless it was refused.
   */
  send: () => Promise<Draft>
  /** All drafts of this form that have been asked to be sent, oldest first. */
  queue: Accessor<readonly Draft[]>
  sendAll: () => Promise<void>
  remove: (id: string) => Promise<void>
  online: Accessor<boolean>
}

/** A public form of the portal: draft, photos, spam guard, idempotency and the way without a network. */
export function usePublicForm<Values extends object>(options: PublicFormOptions): PublicForm<Values> {
  const { plugin, route, photosAs } = options
  const [draft, setDraft] = createSignal<Draft>()
  const [queue, setQueue] = createSignal<readonly Draft[]>([])
  const [kept, setKept] = createSignal(false)
  const [online, setOnline] = createSignal(true)
  const isOwn = (one: Draft) => one.plugin === plugin && one.route === route
  let last: Promise<void> = Promise.resolve()

  const fresh = (): Draft => ({
    id: newDraftId(),
    plugin,
    route,
    photosAs,
    values: {},
    photos: [],
    state: 'writing',
    changedAt: Date.now(),
  })
  const change = (part: Partial<Draft>): void => {
    const next = { ...(draft() ?? fresh()), ...part, changedAt: Date.now() }
    setDraft(next)
    setKept(false)
    // One write after another, so that the last change is the one that stays.
    last = last
      .then(() => saveDraft(next))
      .then(
        () => {
          if (draft()?.changedAt === next.changedAt) setKept(true)
        },
        () => {
          setKept(false)
        },
      )
  }
  const look = async () => {
    const all = (await readDrafts().catch(() => [])).filter(isOwn)
    setQueue(all.filter(({ state }) => state !== 'writing'))
    return all
  }
  const sendAll = async () => {
    await sendWaiting().catch(() => false)
    await look()
  }

  onMount(() => {
    setOnline(navigator.onLine)
    const changed = () => {
      setOnline(navigator.onLine)
      if (navigator.onLine) void sendAll()
    }
    window.addEventListener('online', changed)
    window.addEventListener('offline', changed)
    const end = onDrafts(() => void look())
    onCleanup(() => {
      window.removeEventListener('online', changed)
      window.removeEventListener('offline', changed)
      end()
    })
    openForm().catch(() => {})
    void look().then((all) => {
      const written = all.filter(({ state }) => state === 'writing').at(-1)
      if (!draft()) setDraft(written ?? fresh())
      if (written) setKept(true)
      if (navigator.onLine) void sendAll()
    })
  })

  return {
    draft,
    values: () => (draft()?.values ?? {}) as Partial<Values>,
    photos: () => draft()?.photos ?? [],
    set: (values) => change({ values: { ...draft()?.values, ...values } }),
    setPhotos: (photos) => change({ photos: [...photos] }),
    setTrap: (trap) => change({ trap }),
    kept,
    queue,
    sendAll,
    online,
    remove: async (id) => {
      await removeDraft(id)
      await look()
    },
    send: async () => {
      change({ state: 'waiting', problem: undefined })
      await last
      const { id } = draft() ?? fresh()
      await askForLater()
      const sent = (await sendDraft(id)) ?? (await readDraft(id))
      if (!sent) throw new Error('the draft is not on this device any more')
      await look()
      setKept(sent.state === 'refused')
      setDraft(sent.state === 'refused' ? { ...sent, state: 'writing' } : fresh())
      return sent
    },
  }
}

/** Lets the browser wake the worker when there is a network again, where it can. */
async function askForLater(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.getRegistration('/portal/').catch(() => undefined)
  const sync = (registration as { sync?: { register(tag: string): Promise<void> } } | undefined)?.sync
  await sync?.register('drafts').catch(() => {})
}
