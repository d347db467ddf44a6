import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** Everything that needs no window. The built workers are used, so the build comes first. */
export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
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
          include: ['test/renderer/**/*.test.ts'],
          exclude: ['test/renderer/stream/**']
        }
      },
      {
        extends: true,
        test: {
          name: 'stream',
          environment: 'node',
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
