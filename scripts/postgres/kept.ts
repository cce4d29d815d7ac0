import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'

/** Where a cluster started by hand leaves its address for later test runs. */
export const keptFile = join(import.meta.dirname, '../../.cache/test-pg-url')

export function rememberKept(url: string, file = keptFile): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${url}\n`, { mode: 0o600 })
}

export function forgetKept(file = keptFile): void {
  rmSync(file, { force: true })
}

/** The address of a cluster kept by hand, when it still answers. */
export async function findKept(file = keptFile): Promise<string | undefined> {
  const url = readText(file)?.trim()
  if (!url || !URL.canParse(url)) return undefined
  const { hostname, port } = new URL(url)
  return (await answers(hostname, Number(port))) ? url : undefined
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 })
    const settle = (alive: boolean) => {
      socket.destroy()
      resolve(alive)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
    socket.once('timeout', () => settle(false))
  })
}
