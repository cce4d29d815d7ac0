import { expect, test } from 'vitest'
import { seedValues } from './values.ts'

const now = Date.parse('2026-11-23T19:47:00.000Z')

test('times and relations of a seed become values, everything else stays', async () => {
  const asked: unknown[] = []
  const find = async (model: string, where: object) => {
    asked.push([model, where])
    return 'c1'
  }
  const given = {
    at: 'now-222m',
    due: 'now+30m',
    text: 'now-or never',
    category: { $record: 'category', code: 'road' },
    place: { type: 'Point', coordinates: [105.7, 18.7] },
    none: null,
    photos: [{ $file: 'assets/a.jpg' }, { $file: 'assets/b.jpg' }],
    list: [1, { $file: 'assets/a.jpg' }],
  }
  const plant = async (paths: string[]) => paths.map((path) => ({ id: `id of ${path}` }))
  expect(await seedValues(given, now, find, plant)).toEqual({
    ...given,
    at: '2026-11-23T16:05:00.000Z',
    due: '2026-11-23T20:17:00.000Z',
    category: 'c1',
    photos: [{ id: 'id of assets/a.jpg' }, { id: 'id of assets/b.jpg' }],
  })
  expect(asked).toEqual([['category', { code: 'road' }]])
})
