import { expect, test } from 'vitest'
import { en } from '../../locales/en.ts'
import { vi } from '../../locales/vi.ts'
import { compareVersions, newest } from './api.ts'
import { askInWords, sentencesOf } from './sentences.ts'

test('what a module asks for is said in words', () => {
  const say = (ask: string) => askInWords('capabilities', ask, vi)
  expect(say('records:own')).toBe('Đọc và ghi bản ghi của chính phân hệ')
  expect(say('records:read:camera.camera')).toBe('Đọc bản ghi camera.camera')
  expect(say('net:*.nghean.gov.vn')).toBe('Gọi ra ngoài tới mọi máy chủ dưới nghean.gov.vn')
  expect(say('net:127.0.0.1:8791')).toBe('Gọi máy chủ nội bộ 127.0.0.1:8791')
  expect(say('net:api.example.vn')).toBe('Gọi ra ngoài tới api.example.vn')
  expect(say('something:new')).toBe('something:new')
  expect(askInWords('mounts', '/open311/v2', en)).toContain('/open311/v2')
  expect(askInWords('native', 'disk', en)).toBe('Read and write the server’s disk')
})

test('contributions are counted and named, kind by kind in a standing order', () => {
  const found = sentencesOf(
    {
      jobs: { read: { label: { vi: 'Đọc số đo' }, every: 60, run: { module: './server.js', export: 'x' } } },
      models: { station: { label: { vi: 'Trạm' }, fields: {} } },
      locales: { vi: {}, en: {} },
      widgets: {},
    },
    vi,
    (text) => text?.vi ?? '',
    (milliseconds) => `${milliseconds / 1000} giây`,
  )
  expect(found).toEqual([
    { point: 'models', sentence: '1 mô hình dữ liệu', names: ['Trạm'] },
    { point: 'jobs', sentence: '1 tác vụ nền', names: ['Đọc số đo, mỗi 60 giây'] },
    { point: 'locales', sentence: '2 ngôn ngữ', names: ['Tiếng Việt', 'English'] },
  ])
})

test('the newest version is a release after what came before it', () => {
  expect(newest(['1.0.0', '1.10.0', '1.9.2', '1.10.0-rc.1'])).toBe('1.10.0')
  expect(compareVersions('1.0.0', '1.0.0')).toBe(0)
})
