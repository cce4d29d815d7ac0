import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { createTestCentre, type TestCentre } from '@saola/sdk-testing'
import { built } from './built.ts'

export const REPORTS = '/api/records/field-reports.report'
/** A corner in Vinh. */
export const HERE = { type: 'Point', coordinates: [105.6897, 18.6609] }

export interface Sent {
  code: string
  path: string
  public: boolean
  title: string
  help?: string
  followers: number
  errors?: { pointer?: string; field?: string; detail: { vi: string; en: string } }[]
}

/** A centre with field reports and the citizen's doors to it. Its clock runs ahead of limits that count minutes. */
export async function citizenCentre() {
  const dir = await built()
  let ahead = 0
  const clock = () => Date.now() + ahead
  // Without the demonstration: planting it takes longer than most tests.
  const centre: TestCentre = await createTestCentre({ plugins: [dir], demoData: false, clock })
  await centre.enable('field-reports')
  const formToken = async () => {
    ahead += 60_000
    const { body } = await centre.call<{ token: string; after: number }>('/api/forms/token')
    ahead += body.after
    return body.token
  }
  const send = async (
    values: unknown,
    { key = randomUUID() as string, path = '/reports', lang = 'vi' as 'vi' | 'en' } = {},
  ) => {
    const body = { ...(values as object), _form: { token: await formToken(), trap: '' } }
    return centre.call<Sent>(`/api/x/field-reports${path}`, {
      method: 'POST',
      body: body as never,
      headers: { 'idempotency-key': key, 'accept-language': lang },
    })
  }
  const upload = async (bytes: Uint8Array, name = 'a.jpg', lang: 'vi' | 'en' = 'vi') => {
    const response = await fetch(`${centre.url}/api/files/public?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: bytes as never,
      headers: { 'x-form-token': await formToken(), 'accept-language': lang },
    })
    const body = (await response.json()) as {
      id: string
      name: string
      code: string
      title: string
      help: string
    }
    return { status: response.status, body }
  }
  const find = async (code: string, role = 'administrator') => {
    const filter = encodeURIComponent(JSON.stringify({ op: '=', args: [{ property: 'code' }, code] }))
    const { body } = await centre.call<{ items: Record<string, unknown>[] }>(
      `${REPORTS}?filter-lang=cql2-json&filter=${filter}`,
      { token: await centre.token(role) },
    )
    return body.items[0] ?? {}
  }
  const change = async (model: string, id: unknown, values: object, role = 'administrator') =>
    centre.call(`/api/records/field-reports.${model}/${id}`, {
      method: 'PATCH',
      token: await centre.token(role),
      body: values as never,
    })
  const count = async () => {
    const path = `${REPORTS}/counts?by=channel`
    return (await centre.call<{ total: number }>(path, { token: await centre.token() })).body.total
  }
  const wait = (ms: number) => {
    ahead += ms
  }
  return {
    centre,
    formToken,
    send,
    upload,
    find,
    change,
    count,
    wait,
    [Symbol.asyncDispose]: async () => {
      await centre[Symbol.asyncDispose]()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
