import { defineConfig } from 'vitest/config'
import { isRoot } from './scripts/support/display.mjs'
import { PackagedOrder } from './scripts/support/packaged-order.mjs'

/**
 * The packages that `npm run dist` has made, as built and as installed. One file at a time: there is
 * one machine to install on, and one display.
 */
export default defineConfig({
  test: {
    name: 'packaged',
    environment: 'node',
    include: ['test/packaged/**/*.test.ts'],
    globalSetup: ['test/packaged/support/machine.ts'],
    exclude: isRoot() ? [] : ['test/packaged/installed/**'],
    fileParallelism: false,
    sequence: { sequencer: PackagedOrder },
    expect: { poll: { timeout: 20_000 } },
    teardownTimeout: 60_000,
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
