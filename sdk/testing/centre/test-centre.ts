import type { Kernel } from '@saola/kernel'
import type { Json } from '@saola/sdk'

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: Json
  /** API token; without one the call is a visitor's. */
  token?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

export interface CallReply<T = unknown> {
  status: number
  headers: Headers
  body: T
}

/** Somebody who may sign in to a test centre. */
export interface TestAccount {
  email: string
  password: string
  role: string
}

/** A whole centre for a test: a real kernel, SQLite in a folder of its own, a server on a free port. */
export interface TestCentre extends AsyncDisposable {
  readonly url: string
  readonly kernel: Kernel
  readonly dataDir: string
  readonly accounts: readonly TestAccount[]
  /** An API token with a role, of somebody who belongs to units; made once for each. */
  token(role?: string, units?: readonly string[]): Promise<string>
  call<T = unknown>(path: string, options?: CallOptions): Promise<CallReply<T>>
  /** Approves whatever the module asks for and switches it on. Fails unless it is on then. */
  enable(id: string, options?: { version?: string }): Promise<void>
  disable(id: string): Promise<void>
}
