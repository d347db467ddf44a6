import { defineConfig } from 'vitest/config'

/** Seeded and self-checking; the seed is printed when one fails. */
export default defineConfig({
  test: {
    name: 'stress',
    environment: 'node',
    include: ['test/stress/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 1_800_000
  }
})
