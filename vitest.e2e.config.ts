import { defineConfig } from 'vitest/config'

/** Playwright on the real Electron: one window at a time, since two cores show two rooms slowly. */
export default defineConfig({
  test: {
    name: 'e2e',
    environment: 'node',
    include: ['test/e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000
  }
})
