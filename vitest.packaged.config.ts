import { defineConfig } from 'vitest/config'
import { isRoot } from './scripts/support/display.mjs'
import { PackagedOrder } from './scripts/support/packaged-order.mjs'

/** What looks at the files that were made, and starts nothing of them. */
const built = [
  'contents',
  'debian-package',
  'electronegativity',
  'files-beside',
  'fuses',
  'reproducible'
].map((name) => `test/packaged/${name}.test.ts`)

/**
 * The packages that `npm run dist` has made, as built and as driven: by Playwright, and installed. One
 * file at a time: there is one machine to install on, and one display.
 */
export default defineConfig({
  test: {
    fileParallelism: false,
    sequence: { sequencer: PackagedOrder },
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'built', environment: 'node', include: built } },
      {
        extends: true,
        test: {
          name: 'driven',
          environment: 'node',
          include: ['test/packaged/**/*.test.ts'],
          exclude: isRoot() ? built : [...built, 'test/packaged/installed/**'],
          globalSetup: ['test/packaged/support/machine.ts']
        }
      }
    ]
  }
})
