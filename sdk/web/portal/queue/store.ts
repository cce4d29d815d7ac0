import type { Draft } from './draft.ts'

const NAME = 'saola-portal'
const STORE = 'drafts'

/** Drafts of this device, in IndexedDB: shared by pages and the worker. */
export async function saveDraft(draft: Draft): Promise<void> {
  await inStore('readwrite', (store) => store.put(draft))
  tell()
}

/** Saves a draft unless somebody changed it after `since`: then what they wrote stays, and the answer is false. */
export async function updateDraft(draft: Draft, since: number): Promise<boolean> {
  let done = false
  await inStore('readwrite', (store) => {
    const known = store.get(draft.id) as IDBRequest<Draft | undefined>
    known.onsuccess = () => {
      done = known.result?.changedAt === since
      if (done) store.put(draft)
    }
    return known
  })
  if (done) tell()
  return done
}

export async function readDraft(id: string): Promise<Draft | undefined> {
  return inStore('readonly', (store) => store.get(id)) as Promise<Draft | undefined>
}

/** Oldest first. */
export async function readDrafts(): Promise<Draft[]> {
  const all = (await inStore('readonly', (store) => store.getAll())) as Draft[]
  return all.sort((a, b) => a.changedAt - b.changedAt)
}

export async function removeDraft(id: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id))
  tell()
}

/** Calls back after a change by any page or the worker. Gives back what ends it. */
export function onDrafts(callback: () => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.onmessage = callback
  return () => channel.close()
}

function tell(): void {
  const channel = new BroadcastChannel(NAME)
  channel.postMessage('changed')
  channel.close()
}

async function inStore(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const db = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(STORE, mode, { durability: 'strict' })
      const request = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error ?? request.error)
      transaction.onerror = () => reject(transaction.error ?? request.error)
    })
  } finally {
    db.close()
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
