import type { Kernel, Log } from '@saola/kernel'
import { type Json, serviceRef } from '@saola/sdk'
import { desiredOf } from './desired.ts'
import type { ModuleDocument } from './module-document.ts'
import { type Author, type Change, type ConfigStore, Snapshot } from './store.ts'

export interface ConfigurationOptions {
  store: ConfigStore
  kernel: Kernel
  log: Log
}

type Hook = (snapshot: Snapshot) => void | Promise<void>

/**
 * The documents as this process knows them, and the kernel kept in step with them. Changes of other processes come
 * in through `catchUp`; nothing is sent around, everybody works towards the newest revision.
 */
export class Configuration {
  readonly store: ConfigStore
  readonly #kernel: Kernel
  readonly #log: Log
  readonly #before = new Set<Hook>()
  readonly #after = new Set<Hook>()
  #snapshot = new Snapshot(0)
  #reached = -1
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor({ store, kernel, log }: ConfigurationOptions) {
    this.store = store
    this.#kernel = kernel
    this.#log = log
  }

  get snapshot(): Snapshot {
    return this.#snapshot
  }

  /** Runs before the kernel is told of a new revision: packages are unpacked here. */
  beforeReconcile(hook: Hook): () => void {
    this.#before.add(hook)
    return () => this.#before.delete(hook)
  }

  /** Runs when a new revision was reached. */
  afterReconcile(hook: Hook): () => void {
    this.#after.add(hook)
    return () => this.#after.delete(hook)
  }

  /** Reads the documents without starting anything: enough for a plan. */
  async read(): Promise<Snapshot> {
    this.#snapshot = await this.store.load()
    for (const hook of this.#before) await hook(this.#snapshot)
    return this.#snapshot
  }

  /** Stores changes and waits until this process has followed them. Gives back the revision. */
  async change(
    changes: Change[],
    author: Author,
    also?: Parameters<ConfigStore['write']>[2],
  ): Promise<number> {
    const revision = await this.store.write(changes, author, also)
    await this.catchUp()
    return revision
  }

  /** Whether this process has begun to follow: not before every core feature has opened its points. */
  get begun(): boolean {
    return this.#reached >= 0
  }

  /** Brings this process to the newest revision; cheap when it is there already. */
  catchUp(): Promise<void> {
    const result = this.#queue.then(() => this.#follow())
    this.#queue = result.catch(() => {})
    return result
  }

  /** Follows nothing any more, and waits for what is being followed. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#queue
  }

  async #follow(): Promise<void> {
    while (!this.#closed && (await this.store.revision()) > this.#reached) {
      const snapshot = await this.read()
      await this.#kernel.reconcile(desiredOf(snapshot))
      this.#reached = snapshot.revision
      for (const hook of this.#after) await hook(snapshot)
      await this.#fallBack(snapshot)
    }
  }

  /**
   * A new version that does not start gives way to the one before it, with the reason kept in the document. Whichever
   * process notices first writes it down; the revision keeps the others from doing it again.
   */
  async #fallBack(snapshot: Snapshot): Promise<void> {
    for (const { id, data, revision } of snapshot.all<ModuleDocument>('modules')) {
      const { previous, version, state } = data
      if (state !== 'on' || !previous || !version || previous.version === version) continue
      const status = this.#kernel.status(id)
      const reason = status?.reason
      if (!reason || (status.state === 'on' && status.version === version)) continue
      // A machine without the package, or a need that is off, says nothing about the version.
      if (status.state === 'blocked' || reason.code === 'package-missing') continue
      const document: ModuleDocument = {
        state: 'on',
        version: previous.version,
        approved: previous.approved,
        failed: { version, reason },
      }
      this.#log.warn({ plugin: id, version, back: previous.version, reason }, 'a new version did not start')
      const change = { kind: 'modules', id, data: document as unknown as Json, ifRevision: revision }
      const why = { author: 'saola', reason: `${version} did not start: ${reason.text.en ?? reason.text.vi}` }
      await this.store.write([change], why).catch((error: unknown) => {
        this.#log.info({ plugin: id, err: error }, 'another process was faster with the fallback')
      })
    }
  }
}

export const configurationRef = serviceRef<Configuration>('core.configuration')
