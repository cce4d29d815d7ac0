import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Question {
  number: number
  name: string
  input: unknown
}

interface Reply {
  number: number
  value?: unknown
  error?: string
}

interface ChildOptions {
  env?: Record<string, string>
  /** Flags for node, for example `--expose-gc`. */
  flags?: string[]
}

/** A process of a benchmark, which answers questions over its channel. */
export class Child {
  readonly #process: ChildProcess
  readonly #waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  readonly #folder = mkdtempSync(join(tmpdir(), 'saola-bench-log-'))
  #count = 0

  constructor(file: string, { env, flags = [] }: ChildOptions = {}) {
    // What it prints goes to a file, as in service: a pipe would wake this process up in the middle of a measurement.
    const output = openSync(this.#logFile, 'a')
    this.#process = fork(file, {
      env: { ...process.env, ...env },
      execArgv: ['--conditions=saola-source', ...flags],
      stdio: ['ignore', output, output, 'ipc'],
    })
    closeSync(output)
    this.#process.on('message', (reply: Reply) => this.#settle(reply))
    this.#process.once('close', (code, signal) => {
      this.#fail(`ended (${code ?? signal})`)
      rmSync(this.#folder, { recursive: true, force: true })
    })
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** The last lines that the process printed. */
  get log(): string {
    return readFileSync(this.#logFile, 'utf8').split('\n').slice(-40).join('\n')
  }

  ask<T>(name: string, input?: unknown): Promise<T> {
    if (this.#ended) throw new Error('the process has ended')
    return new Promise<T>((resolve, reject) => {
      this.#count += 1
      this.#waiting.set(this.#count, { resolve, reject })
      this.#process.send({ number: this.#count, name, input } satisfies Question)
    })
  }

  /** Lets the process finish what it does. */
  async stop(): Promise<void> {
    if (this.#ended) return
    const closed = once(this.#process, 'close')
    this.#process.kill('SIGTERM')
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 20_000)
    await closed
    clearTimeout(late)
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    if (this.#ended) return
    const closed = once(this.#process, 'close')
    this.#process.kill('SIGKILL')
    await closed
  }

  get #ended(): boolean {
    return this.#process.exitCode !== null || this.#process.signalCode !== null
  }

  get #logFile(): string {
    return join(this.#folder, 'output')
  }

  #settle({ number, value, error }: Reply): void {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    if (error === undefined) waiting?.resolve(value as never)
    else waiting?.reject(new Error(error))
  }

  #fail(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(`the process ${reason}:\n${this.log}`))
    this.#waiting.clear()
  }
}

/** The other side: answers each question by the handler of its name. */
export function answer(handlers: Record<string, (input: never) => unknown>): void {
  // Nobody would be left to end it.
  process.once('disconnect', () => process.exit(1))
  process.on('message', async ({ number, name, input }: Question) => {
    try {
      const handler = handlers[name]
      if (!handler) throw new Error(`no handler for ${name}`)
      process.send?.({ number, value: await handler(input as never) } satisfies Reply)
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      process.send?.({ number, error: text } satisfies Reply)
    }
  })
}
