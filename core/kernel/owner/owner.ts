import type { CodeRef, Ctx, Manifest } from '@saola/sdk'

export interface InvokeOptions {
  /** For the log and the module's list of faults: `route worst`, `job read`. */
  what: string
  /** Milliseconds; then the promise rejects with `plugin-timeout` and the handler's `ctx.signal` aborts. */
  timeout: number
  signal?: AbortSignal
}

/**
 * Whoever brought a contribution: a plugin (one version of it), a core feature, or a module made in the Studio.
 * Points reach the owner's code only through `invoke`, which contains every failure.
 */
export interface Owner {
  readonly id: string
  readonly version: string
  readonly kind: 'core' | 'plugin' | 'studio'
  readonly manifest: Manifest
  /** Folder of the package that holds `manifest.json`; undefined for core and Studio. */
  readonly dir?: string
  readonly capabilities: ReadonlySet<string>
  readonly ctx: Ctx
  /**
   * Runs a function of the owner's code with its ctx as first argument. It counts as in flight until it ends;
   * a failure or a timeout is noted as a fault of this owner and thrown on.
   */
  invoke<R>(code: CodeRef, args: unknown[], options: InvokeOptions): Promise<R>
  /** The same containment for a function that is at hand already, for example a method of a service. */
  guard<R>(options: InvokeOptions, run: (ctx: Ctx) => Promise<R> | R): Promise<R>
  /** Throws `capability-denied` unless the capability was granted; wildcards of `net:` are understood. */
  require(capability: string): void
  /** Notes something that went wrong in the owner's name, for example a widget that threw in a browser. */
  fault(what: string, error: unknown): void
}
