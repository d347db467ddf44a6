import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/**
 * Everything that needs no window. The built workers are used, so the build comes first.
 *
 * Files run side by side, one on each processor, and share their processes: a module is loaded once
 * in each, not once in every file. What they share with it is the process itself, and the window in
 * which pages are shown, so a file puts back what it changes there. Only those of the set-up, which
 * are mostly about processes, have one of their own each.
 */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          isolate: false,
          include: [
            'test/main/**/*.test.ts',
            'test/preload/**/*.test.ts',
            'test/contract/**/*.test.ts'
          ]
        }
      },
      {
        extends: true,
        plugins: [vue()],
        test: {
          name: 'component',
          environment: 'jsdom',
          isolate: false,
          setupFiles: ['test/renderer/support/clean-page.ts'],
          include: ['test/renderer/**/*.test.ts'],
          exclude: ['test/renderer/stream/**']
        }
      },
      {
        extends: true,
        test: {
          name: 'stream',
          environment: 'node',
          isolate: false,
          include: ['test/renderer/stream/**/*.test.ts']
        }
      },
      {
        extends: true,
        test: {
          name: 'setup',
          environment: 'node',
          include: ['test/setup/**/*.test.ts'],
          testTimeout: 240_000
        }
      }
    ]
  }
})
