import axe from 'axe-core'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { mount } from '../ui/testkit/mount.tsx'
import './gallery.css'
import { FormPage } from './form-page.tsx'
import { Gallery } from './gallery.tsx'
import { OperatePage, PortalPage, StudioPage } from './pages.tsx'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

// The gallery shows everything twice, in both themes: the same landmarks, and small titles for ranks that pages choose.
const TWICE = { 'landmark-unique': { enabled: false }, 'heading-order': { enabled: false } }

async function violations(twice: boolean) {
  await document.fonts.ready
  const found = await axe.run(document, { runOnly: TAGS, rules: twice ? TWICE : {} })
  return found.violations.map((violation) => ({
    rule: violation.id,
    where: violation.nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary}`),
  }))
}

function dress(theme: 'light' | 'dark', density: 'dense' | 'comfortable' | 'touch') {
  const root = document.documentElement
  root.lang = 'vi'
  root.dataset.theme = theme
  root.dataset.density = density
  document.title = 'Saola'
}

const pages = [
  { name: 'gallery', density: 'dense', view: () => <Gallery lang="vi" /> },
  { name: 'operate', density: 'dense', view: () => <OperatePage lang="vi" drawer /> },
  { name: 'form', density: 'comfortable', view: () => <FormPage lang="vi" /> },
  { name: 'studio', density: 'comfortable', view: () => <StudioPage lang="vi" /> },
  { name: 'portal', density: 'touch', view: () => <PortalPage lang="vi" /> },
] as const

for (const { name, density, view } of pages) {
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      test(`${name} in ${theme} at ${width} × ${height}: accessible, and no wider than the window`, async () => {
        await page.viewport(width, height)
        dress(theme, density)
        mount(view)
        if (name === 'form') {
          await userEvent.click(page.getByRole('button', { name: 'Lưu' }))
          await expect.element(page.getByRole('alert').first()).toBeVisible()
        }
        expect(await violations(name === 'gallery')).toEqual([])
        expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
      })
    }
  }
}
