import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { expect, vi } from 'vitest'
import { built } from '../../testkit/built.ts'
import { StrictClient } from './strict-client.ts'

export interface Open311Centre extends AsyncDisposable {
  centre: TestCentre
  /** Holds a key that may send reports. */
  client: StrictClient
  key: string
  /** Lets the clock of the centre run ahead. */
  pass(ms: number): void
}

export async function open311Centre(): Promise<Open311Centre> {
  const dir = await built()
  let ahead = 0
  const clock = () => Date.now() + ahead
  const centre = await createTestCentre({ plugins: [dir], on: ['field-reports'], clock })
  const key = await centre.token('field-reports.open311')
  await settled(centre)
  return {
    centre,
    client: new StrictClient(centre.url, key),
    key,
    pass: (ms) => {
      ahead += ms
    },
    async [Symbol.asyncDispose]() {
      await centre[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** Planted reports get their deadlines soon after they are there. */
async function settled(centre: TestCentre): Promise<void> {
  const token = await centre.token()
  const filter = encodeURIComponent(JSON.stringify({ op: 'isNull', args: [{ property: 'dueAt' }] }))
  const path = `/api/records/field-reports.report/counts?by=status&filter-lang=cql2-json&filter=${filter}`
  const left = async () => (await centre.call<{ total: number }>(path, { token })).body.total
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 60_000, interval: 200 })
}
