import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import type { TestStore } from './databases.ts'
import { type Call, caller } from './running.ts'

export interface ChildOptions extends TestStore {
  workspace?: string[]
  watchdog?: number
}

export interface ChildReady {
  url: string
  token: string
}

/** What a process holds that it could forget to give back. */
export interface Traces {
  heap: number
  files: number
  listeners: number
  resources: Record<string, number>
}

export interface ChildCentre extends ChildReady {
  call: Call
  /** What it has written so far, log and errors. */
  written(): string
  traces(): Promise<Traces>
  /** kill −9. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts a centre in a process of its own; it is killed when the test ends, if it still runs. */
export async function childCentre(options: ChildOptions, flags: string[] = []): Promise<ChildCentre> {
  const child = fork(new URL('./centre-process.ts', import.meta.url), [JSON.stringify(options)], {
    execArgv: ['--conditions=saola-source', ...flags],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let written = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      written += chunk.toString()
    })
  }
  const kill = async () => {
    if (ended(child)) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  onTestFinished(kill)
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as ChildReady),
    once(child, 'exit').then(() => Promise.reject(new Error(`the centre did not start: ${written}`))),
  ])
  return {
    ...ready,
    call: caller(ready.url, { authorization: `Bearer ${ready.token}` }),
    written: () => written,
    traces: async () => {
      child.send('traces')
      const [message] = await once(child, 'message')
      return message as Traces
    },
    kill,
    stop: async () => {
      child.send('stop')
      await once(child, 'exit')
    },
  }
}

function ended(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
