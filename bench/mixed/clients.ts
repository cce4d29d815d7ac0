import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Centre } from '../centre/centre.ts'
import { Api } from '../harness/api.ts'
import { disable, enable } from '../harness/module.ts'
import { MODEL_DOCUMENT, REPORTS, report } from './report.ts'

/** What the server has said yes to, and what it may have done without our hearing of it. */
export interface Memory {
  /** Id → the greatest version that was acknowledged, and whether a step to it was under way when the line broke. */
  records: Map<string, { version: number; photo: string }>
  /** How many extra fields the model may have now. */
  fields: Set<number>
  /** Whether the module may be on. */
  module: Set<boolean>
  asked: number
}

export const emptyMemory = (): Memory => ({
  records: new Map(),
  fields: new Set([0]),
  module: new Set([false]),
  asked: 0,
})

const picture = readFileSync(join(import.meta.dirname, '../../core/cli/testkit/phone-photo.jpg'))

/** Reports with pictures, steps, fields that come and go, a module on and off, until the connection breaks. */
export async function workUntilCut(centre: Centre, memory: Memory): Promise<void> {
  const work = [citizen(centre, memory), citizen(centre, memory), citizen(centre, memory)]
  await Promise.all([...work.map(untilCut), untilCut(shape(centre, memory)), untilCut(turn(centre, memory))])
}

async function citizen(centre: Centre, memory: Memory): Promise<never> {
  const headers = { authorization: `Bearer ${centre.token}` }
  const base = `http://127.0.0.1:${centre.port}`
  const send = async (method: string, path: string, body: BodyInit, type: string) => {
    memory.asked += 1
    const response = await fetch(base + path, {
      method,
      headers: { ...headers, 'content-type': type },
      body,
    })
    const text = await response.text()
    if (!response.ok) throw new Refused(response.status, text)
    return JSON.parse(text) as { id: string; version: number }
  }
  for (;;) {
    const photo = await send('POST', '/api/files?name=anh.jpg', picture, 'image/jpeg')
    const values = { text: `Nước ngập ${memory.asked}`, photos: [{ id: photo.id }] }
    const made = await send('POST', REPORTS, JSON.stringify(values), 'application/json')
    memory.records.set(made.id, { version: made.version, photo: photo.id })
    for (const status of ['assigned', 'done']) {
      const { version } = await send(
        'PATCH',
        `${REPORTS}/${made.id}`,
        JSON.stringify({ status }),
        'application/json',
      )
      memory.records.set(made.id, { version, photo: photo.id })
    }
  }
}

/** Adds a field to the model, or takes the last one away. */
async function shape(centre: Centre, memory: Memory): Promise<never> {
  const api = new Api(centre)
  for (;;) {
    const [now = 0] = memory.fields
    const wanted = now >= 3 ? 0 : now + 1
    memory.fields.add(wanted)
    await api.put(MODEL_DOCUMENT, report(wanted))
    memory.fields = new Set([wanted])
    await delay(20)
  }
}

async function turn(centre: Centre, memory: Memory): Promise<never> {
  const api = new Api(centre)
  for (;;) {
    const [now = false] = memory.module
    memory.module.add(!now)
    await (now ? disable(api) : enable(api))
    memory.module = new Set([!now])
    await delay(20)
  }
}

class Refused extends Error {
  readonly status: number

  constructor(status: number, text: string) {
    super(`${status} ${text.slice(0, 300)}`)
    this.status = status
  }
}

/** A line that broke is the end; any refusal is a fault of the trial. */
async function untilCut(work: Promise<never>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (error instanceof TypeError && error.message === 'fetch failed') return
    if (error instanceof TypeError && error.message === 'terminated') return
    throw error
  }
}
