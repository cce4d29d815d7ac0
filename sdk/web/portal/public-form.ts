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
  sendUnkept,
  sendWaiting,
} from './queue/index.ts'
import { askForLater } from './wake.ts'

/** Milliseconds between tries while something waits and the page is open. */
const PATIENCE = 20_000

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
  /** True when the device has no room for the last change, or lets nothing be kept: it is in this page alone. */
  unkept: Accessor<boolean>
  /**
   * Sends it, or keeps it for later. The draft given back says which: `sent` with the answer, `waiting` without a
   * network, `refused` with the problem. The form is empty again once it was sent or lies on the device to be sent;
   * else what was written stays in it.
   */
  send: () => Promise<Draft>
  /** All drafts of this plugin's forms that have been asked to be sent, oldest first. */
  queue: Accessor<readonly Draft[]>
  sendAll: () => Promise<void>
  /** Takes a draft that was refused back into the form. */
  edit: (id: string) => Promise<void>
  remove: (id: string) => Promise<void>
  /** Throws away what is being written. */
  clear: () => Promise<void>
  online: Accessor<boolean>
}

/** A public form of the portal: draft, photos, spam guard, idempotency and the way without a network. */
export function usePublicForm<Values extends object>(options: PublicFormOptions): PublicForm<Values> {
  const { plugin, route, photosAs } = options
  const [draft, setDraft] = createSignal<Draft>()
  const [kept, setKept] = createSignal<boolean>()
  const { queue, look, sendAll, online } = useQueue(plugin)
  const claims = openClaims()
  onCleanup(claims.release)
  let last: Promise<void> = Promise.resolve()

  const begin = (): Draft => {
    const made: Draft = {
      id: newDraftId(),
      plugin,
      route,
      photosAs,
      values: {},
      photos: [],
      state: 'writing',
      changedAt: Date.now(),
    }
    void claims.take(made.id)
    return made
  }
  const show = (next: Draft, lies: boolean | undefined) => {
    setDraft(next)
    setKept(lies)
  }
  const change = (part: Partial<Draft>): void => {
    const next = { ...(draft() ?? begin()), ...part, changedAt: Date.now() }
    show(next, undefined)
    const settle = (lies: boolean) => {
      if (draft()?.changedAt === next.changedAt) setKept(lies)
    }
    // One write after another, so that the last change is the one that stays.
    last = last
      .then(() => saveDraft(next))
      .then(
        () => settle(true),
        () => settle(false),
      )
  }

  onMount(async () => {
    openForm().catch(() => {})
    const all = await look()
    const own = all.filter((one) => one.plugin === plugin && one.route === route)
    for (const written of own.filter(({ state }) => state === 'writing').reverse()) {
      if (draft()) break
      // What another tab is writing stays there.
      if ((await claims.take(written.id)) && !draft()) show(written, true)
    }
    if (!draft()) show(begin(), undefined)
    if (navigator.onLine) void sendAll()
  })

  return {
    draft,
    values: () => (draft()?.values ?? {}) as Partial<Values>,
    photos: () => draft()?.photos ?? [],
    set: (values) => change({ values: { ...draft()?.values, ...values } }),
    setPhotos: (photos) => change({ photos: [...photos] }),
    setTrap: (trap) => change({ trap }),
    kept: () => kept() === true,
    unkept: () => kept() === false,
    queue,
    sendAll,
    online,
    edit: async (id) => {
      const refused = await readDraft(id)
      if (!refused) return
      const next: Draft = { ...refused, state: 'writing' }
      await claims.take(id)
      await saveDraft(next)
      show(next, true)
      await look()
    },
    remove: async (id) => {
      await removeDraft(id)
      await look()
    },
    clear: async () => {
      await last
      const { id } = draft() ?? {}
      show(begin(), undefined)
      if (id) await removeDraft(id).catch(() => {})
    },
    send: async () => {
      change({ state: 'waiting', problem: undefined })
      await last
      const written = draft() ?? begin()
      let sent: Draft
      if (kept() === false) sent = await sendUnkept(written)
      else {
        await askForLater()
        const done = (await sendDraft(written.id)) ?? (await readDraft(written.id))
        if (!done) throw new Error('the draft is not on this device any more')
        sent = done
      }
      const back = sent.state === 'refused' || (kept() === false && sent.state !== 'sent')
      if (back) change({ ...sent, state: 'writing' })
      else show(begin(), undefined)
      await last
      await look()
      return sent
    },
  }
}

/** What lies on this device for the forms of a plugin, and whether there is a network. */
export function useQueue(plugin: string) {
  const [queue, setQueue] = createSignal<readonly Draft[]>([])
  const [online, setOnline] = createSignal(true)
  const look = async () => {
    const all = await readDrafts().catch(() => [])
    setQueue(all.filter((one) => one.plugin === plugin && one.state !== 'writing'))
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
    const again = setInterval(() => {
      if (navigator.onLine && queue().some(({ state }) => state === 'waiting')) void sendAll()
    }, PATIENCE)
    window.addEventListener('online', changed)
    window.addEventListener('offline', changed)
    const end = onDrafts(() => void look())
    onCleanup(() => {
      clearInterval(again)
      window.removeEventListener('online', changed)
      window.removeEventListener('offline', changed)
      end()
    })
  })
  return { queue, look, sendAll, online }
}

/** One tab writes a draft; the locks of a tab that is closed or killed are free again. */
function openClaims() {
  const held = new Map<string, () => void>()
  const { locks } = navigatorOf()
  return {
    take: (id: string): Promise<boolean> => {
      if (!locks || held.has(id)) return Promise.resolve(true)
      return new Promise((answer) => {
        locks
          .request(`saola-writing-${id}`, { ifAvailable: true }, (lock) => {
            answer(lock !== null)
            return lock ? new Promise<void>((free) => held.set(id, free)) : undefined
          })
          .catch(() => answer(true))
      })
    },
    release: () => {
      for (const free of held.values()) free()
      held.clear()
    },
  }
}

function navigatorOf(): { locks?: LockManager } {
  return typeof navigator === 'undefined' ? {} : navigator
}
