import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

interface AxeNode {
  target: unknown[]
  failureSummary?: string
}
interface AxeResult {
  id: string
  help: string
  nodes: AxeNode[]
}

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Violations of WCAG 2.2 AA below an element, one line each. */
export async function findViolations(page: Page, below = 'body'): Promise<string[]> {
  const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
  // Evaluated, not added as a script: the page's content policy would refuse that, and rightly so.
  const { readFile } = await import('node:fs/promises')
  await page.evaluate(await readFile(path, 'utf8'))
  const violations = await page.evaluate(
    async ([selector, tags]) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (root: string, options: object) => Promise<{ violations: AxeResult[] }> }
      }
      return (await axe.run(selector, { runOnly: { type: 'tag', values: tags } })).violations
    },
    [below, WCAG] as const,
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${help} (${node.target.join(' ')})`),
  )
}
