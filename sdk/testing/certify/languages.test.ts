import type { Manifest } from '@saola/sdk'
import { expect, test } from 'vitest'
import { checkLanguages } from './languages.ts'

const manifest = (contributes: Manifest['contributes'], more: Partial<Manifest> = {}): Manifest => ({
  manifest: 1,
  id: 'rain',
  version: '1.0.0',
  engine: '^1.0.0',
  name: { vi: 'Đo mưa', en: 'Rain' },
  contributes,
  files: {},
  ...more,
})

test('a label without English is named with its place', () => {
  const said = checkLanguages(
    manifest(
      {
        models: {
          gauge: {
            label: { vi: 'Trạm', en: 'Gauge' },
            fields: {
              kind: { type: 'select', label: { vi: 'Loại' }, options: { a: { label: { vi: 'Một' } } } },
            },
          },
        },
      },
      { name: { vi: 'Đo mưa' }, settings: { properties: { url: { 'x-title': { vi: 'Địa chỉ' } } } } },
    ),
  )
  expect(said).toEqual([
    'name: "Đo mưa" has no English',
    'settings.properties.url.x-title: "Địa chỉ" has no English',
    'models.gauge.fields.kind.label: "Loại" has no English',
    'models.gauge.fields.kind.options.a.label: "Một" has no English',
  ])
})

test('locales hold the same messages with the same parameters', () => {
  const said = checkLanguages(
    manifest({
      locales: {
        vi: { a: '{n} trạm', b: 'x', c: 'chỉ có vi' },
        en: { a: '{count} stations', b: 'y', d: 'only en' },
      },
    }),
  )
  expect(said).toEqual([
    'locales: a has the parameters n in vi and count in en',
    'locales.en: c is missing',
    'locales.vi: d is missing',
  ])
  expect(checkLanguages(manifest({ locales: { vi: { a: 'x' } } }))).toEqual(['locales: en is missing'])
})

test('a complete plugin has no problem', () => {
  expect(checkLanguages(manifest({ locales: { vi: { a: '{n}' }, en: { a: '{n}!' } } }))).toEqual([])
})
