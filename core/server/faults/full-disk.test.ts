import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { childCentre } from '../testkit/child.ts'

const model = {
  label: { vi: 'Việc' },
  fields: {
    text: { type: 'text', label: { vi: 'Nội dung' }, maxLength: 4000 },
    photos: { type: 'image', label: { vi: 'Ảnh' } },
  },
}
const NOTES = '/api/records/test.note'
/** Only root may mount; elsewhere than in CI the test is left out without it. */
const mayMount = process.getuid?.() === 0 || Boolean(process.env.CI)

/** A file system of a few megabytes that goes with the test. */
async function smallDisk(megabytes: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'saola-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  onTestFinished(async () => {
    execFileSync('umount', ['--lazy', folder])
    await rm(folder, { recursive: true })
  })
  return folder
}

/** Takes all the room that is left, and gives it back. */
async function fill(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'ballast')
  const file = await open(path, 'w')
  const block = randomBytes(4_096)
  try {
    for (;;) await file.write(block)
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC')
  } finally {
    await file.close()
  }
  return () => rm(path)
}

test.skipIf(!mayMount)(
  'a full disk refuses what is new in words, keeps the rest, and recovers',
  async () => {
    const disk = await smallDisk(24)
    const centre = await childCentre({ dataDir: disk })
    expect((await centre.call('PUT', '/api/config/models/test.note', model)).status).toBe(201)
    const kept: string[] = []
    const create = async (photo?: string) => {
      const photos = photo ? { photos: [{ id: photo }] } : {}
      const reply = await centre.call('POST', NOTES, { text: 'Nước ngập '.repeat(300), ...photos })
      if (reply.status === 201) kept.push(reply.body.id)
      return reply
    }
    const picture = new Uint8Array(
      await sharp({ create: { width: 400, height: 300, channels: 3, background: '#246' } })
        .jpeg()
        .toBuffer(),
    )
    const upload = () =>
      centre.call('POST', '/api/files?name=anh.jpg', picture, { 'content-type': 'image/jpeg' })
    const first = await upload()
    expect(first.status).toBe(201)
    expect((await create(first.body.id)).status).toBe(201)

    const giveBack = await fill(disk)
    const full = { status: 503, code: 'database-unavailable' }
    await expect
      .poll(async () => {
        const { status, body } = await create()
        return { status, code: body.code }
      })
      .toEqual(full)
    const refused = await upload()
    expect([refused.status, refused.body.code], JSON.stringify(refused.body)).toEqual([507, 'storage-full'])
    // What is there can be read all the while.
    for (const id of kept) expect((await centre.call('GET', `${NOTES}/${id}`)).status).toBe(200)
    expect((await centre.call('GET', `${NOTES}?count=exact`)).body.count).toBe(kept.length)

    await giveBack()
    await expect.poll(async () => (await create()).status, { timeout: 20_000 }).toBe(201)
    const again = await upload()
    expect(again.status).toBe(201)
    expect((await create(again.body.id)).status).toBe(201)
    await centre.kill()

    const revived = await childCentre({ dataDir: disk })
    expect((await revived.call('GET', `${NOTES}?count=exact`)).body.count).toBe(kept.length)
    expect(centre.written()).not.toMatch(/unhandled|uncaught/i)
    await revived.stop()
  },
  120_000,
)
