import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { hasDisplay } from './scripts/support/display.mjs'

/**
 * Playwright on the real Electron. Two programs run at a time, each on a display of its own; on the
 * display of somebody's desktop one, since there is one focus and one clipboard.
 */
export default defineConfig({
  test: {
    name: 'e2e',
    environment: 'node',
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/support/e2e-displays.ts'],
    setupFiles: ['test/support/e2e-own-display.ts'],
    maxWorkers: hasDisplay() ? 1 : Math.min(2, availableParallelism()),
    // As long as a step of a page may take.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 120_000,
    hookTimeout: 60_000
  }
})
