import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createPlugin, pluginId } from './create-plugin.ts'

test.each([
  ['rain-gauges', 'rain-gauges'],
  ['Đo Mưa', 'do-mua'],
  ['2 cameras', 'cameras'],
  ['...', undefined],
])('%s becomes the id %s', (name, id) => {
  expect(pluginId(name)).toBe(id)
})

test('the names given stand in the files, and nothing is overwritten', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'create-plugin-'))
  try {
    const files = await createPlugin({
      dir,
      id: 'rain',
      name: "Đo mưa 'Vinh'",
      english: 'Rain',
      saola: '1.2.3',
    })
    expect(files).toContain('plugin.ts')
    const source = await readFile(join(dir, 'plugin.ts'), 'utf8')
    expect(source).toContain("id: 'rain'")
    expect(source).toContain("vi: 'Đo mưa \\'Vinh\\''")
    expect(await readFile(join(dir, 'package.json'), 'utf8')).toContain('"@saola/sdk": "1.2.3"')
    for (const file of files) expect(await readFile(join(dir, file), 'utf8')).not.toMatch(/\{\{\w+\}\}/)
    await expect(createPlugin({ dir, id: 'rain' })).rejects.toThrow('is not empty')
  } finally {
    await rm(dir, { recursive: true })
  }
})
