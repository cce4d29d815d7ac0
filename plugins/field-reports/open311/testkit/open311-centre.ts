import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
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
