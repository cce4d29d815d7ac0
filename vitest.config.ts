import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, chromiumPath } from './scripts/browser/chromium.ts'

/** Workspace packages load from their sources, in Vite's resolver and in Node's own. */
const SOURCE = 'saola-source'
const serverConditions = [SOURCE, ...defaultServerConditions]
/** CI machines are shared: one more try tells a late machine from a broken test. */
const retry = process.env.CI ? 1 : 0
const exclude = ['**/node_modules/**', '**/dist/**', '**/.cache/**', '**/data/**']

const sourceInNode = {
  resolve: { conditions: serverConditions },
  ssr: { resolve: { conditions: serverConditions, externalConditions: ['node', SOURCE] } },
}

export default defineConfig({
  test: {
    globalSetup: ['scripts/postgres/global-setup.ts'],
    projects: [
      {
        ...sourceInNode,
        test: {
          name: 'node',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.browser.test.ts'],
          retry,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        plugins: [solid()],
        resolve: { conditions: [SOURCE, ...defaultClientConditions] },
        test: {
          name: 'components',
          include: ['**/*.test.tsx'],
          exclude,
          retry,
          testTimeout: 30_000,
          sequence: { groupOrder: 1 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: chromiumPath, args: chromiumArgs } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        ...sourceInNode,
        test: {
          name: 'browser',
          include: ['**/*.browser.test.ts'],
          exclude,
          fileParallelism: false,
          retry,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
