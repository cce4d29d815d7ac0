import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { Clock } from '../clock/clock.ts'
import type { Lang } from '../locale/format.ts'
import { KitProvider } from '../locale/kit.tsx'
import { mount } from '../testkit/mount.tsx'
import { Fresh } from './fresh.tsx'

const NIGHT = Date.parse('2026-11-24T02:47:10+07:00')

test('ages with the shared clock, from live to late to dead, in the language of the moment', async () => {
  const [now, setNow] = createSignal(NIGHT)
  const clock: Clock = { read: now, follow: () => now }
  const [lang, setLang] = createSignal<Lang>('vi')
  mount(() => (
    <KitProvider lang={lang()} clock={clock}>
      <Fresh at={NIGHT - 8000} />
    </KitProvider>
  ))
  const fresh = page.getByTitle('02:47:02 24/11/2026')
  await expect.element(fresh).toHaveTextContent('8 giây trước')
  await expect.element(fresh).toHaveAttribute('data-state', 'live')
  setNow(NIGHT + 2 * 60_000)
  await expect.element(fresh).toHaveTextContent('trễ 2 phút')
  setNow(NIGHT + 14 * 60_000)
  await expect.element(fresh).toHaveTextContent('mất 14 phút')
  await expect.element(fresh).toHaveAttribute('data-state', 'dead')
  setLang('en')
  await expect.element(page.getByText('lost 14 minutes ago')).toHaveAttribute('title', '02:47:02 24 Nov 2026')
})

test('a number that never was true says so', async () => {
  mount(() => <Fresh at={null} />)
  await expect.element(page.getByText('chưa có số liệu')).toHaveAttribute('data-state', 'dead')
})
