import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { childCentre } from '../testkit/child.ts'
import { onEachDatabase } from '../testkit/databases.ts'
import { backUp } from './back-up.ts'
import { restore } from './restore.ts'
import { sumFiles } from './sums.ts'

const model = {
  label: { vi: 'Việc' },
  fields: {
    name: { type: 'text', label: { vi: 'Tên' }, required: true },
    photos: { type: 'image', label: { vi: 'Ảnh' } },
  },
}
const NOTES = '/api/records/test.note'
const options = { engine: '1.0.0', clock: () => Date.parse('2026-11-24T02:47:00Z') }

type Child = Awaited<ReturnType<typeof childCentre>>

async function upload({ url, token }: Child): Promise<string> {
  const picture = await sharp({ create: { width: 90, height: 60, channels: 3, background: '#369' } })
    .jpeg()
    .toBuffer()
  const response = await fetch(`${url}/api/files?name=anh.jpg`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' },
    body: new Uint8Array(picture),
  })
  expect(response.status).toBe(201)
  return ((await response.json()) as { id: string }).id
}

function rowsOf(file: string): Map<string, unknown[]> {
  const database = new Database(file, { readonly: true })
  try {
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all()
    return new Map(tables.map((name) => [String(name), database.prepare(`select * from "${name}"`).all()]))
  } finally {
    database.close()
  }
}

onEachDatabase('a backup', (store) => {
  test('is of one moment while people write, and gives the same centre elsewhere', async () => {
    const from = await store()
    const centre = await childCentre(from)
    const made = await centre.call('PUT', '/api/config/models/test.note', model)
    expect(made.status).toBeLessThan(300)
    const photo = await upload(centre)
    const note = await centre.call('POST', NOTES, { name: 'trước khi sao lưu', photos: [{ id: photo }] })
    expect(note.status).toBe(201)

    let writing = true
    const known: string[] = []
    const writers = Promise.all(
      [1, 2, 3].map(async (writer) => {
        for (let count = 0; writing; count += 1) {
          const { body } = await centre.call('POST', NOTES, { name: `${writer}-${count}` })
          known.push(body.id)
        }
      }),
    )
    await expect.poll(() => known.length, { timeout: 30_000 }).toBeGreaterThan(20)
    const before = [...known, note.body.id]
    const to = join(from.dataDir, '..', `${from.dataDir}-backup`)
    const manifest = await backUp(from, to, options)
    writing = false
    await writers
    await centre.stop()
    expect(manifest).toMatchObject({ format: 1, files: 1, at: '2026-11-24T02:47:00.000Z' })
    expect((await stat(to)).mode & 0o077).toBe(0)

    const place = await store()
    await restore(to, place)
    const content = await sumFiles(join(place.dataDir, 'files'))
    expect(content).toEqual(await sumFiles(join(from.dataDir, 'files')))
    const again = `${to}-again`
    const second = await backUp(place, again, options)
    // What was restored, backed up before anything changed it, is the same to the last byte and row.
    if (from.databaseUrl) expect(second.tables).toEqual(manifest.tables)
    else expect(rowsOf(join(again, 'saola.db'))).toEqual(rowsOf(join(to, 'saola.db')))

    const revived = await childCentre(place)
    for (const id of before) expect((await revived.call('GET', `${NOTES}/${id}`)).status).toBe(200)
    const picture = await fetch(`${revived.url}/api/files/${photo}?variant=thumb`, {
      headers: { authorization: `Bearer ${revived.token}` },
    })
    expect(picture.status).toBe(200)
    const after = await revived.call('POST', NOTES, { name: 'sau khi khôi phục' })
    expect(after.status).toBe(201)
    await revived.stop()
    await Promise.all([to, again].map((folder) => rm(folder, { recursive: true })))
  }, 120_000)

  test('that is damaged, or meets a place that is not empty, changes nothing', async () => {
    const from = await store()
    const centre = await childCentre(from)
    await upload(centre)
    await centre.stop()
    const to = `${from.dataDir}-backup`
    await backUp(from, to, options)
    await expect(backUp(from, to, options)).rejects.toThrow('exists already')

    const place = await store()
    await mkdir(place.dataDir, { recursive: true })
    await writeFile(join(place.dataDir, 'mine'), 'x')
    await expect(restore(to, place)).rejects.toThrow('is not empty')
    await rm(join(place.dataDir, 'mine'))
    if (from.databaseUrl)
      await expect(restore(to, { ...place, databaseUrl: from.databaseUrl })).rejects.toThrow('is not empty')
    await expect(
      restore(to, { ...place, databaseUrl: from.databaseUrl ? undefined : 'postgres://127.0.0.1/x' }),
    ).rejects.toThrow('The backup is of a centre on')

    const [name = ''] = (await readdir(to)).filter((one) => /^(saola\.db|database\.dump)$/.test(one))
    await appendFile(join(to, name), 'x')
    await expect(restore(to, place)).rejects.toThrow(`The backup is damaged; nothing was restored`)
    expect(await readdir(place.dataDir)).toEqual([])
    await rm(join(to, 'SHA256SUMS'))
    await expect(restore(to, place)).rejects.toThrow()
    const text = await readFile(join(to, 'backup.json'), 'utf8')
    await writeFile(join(to, 'backup.json'), text.replace('"format": 1', '"format": 2'))
    await expect(restore(to, place)).rejects.toThrow('that version or a newer one')
    await rm(to, { recursive: true })
  }, 120_000)
})
