import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

/** The bundled case is a development dependency's data file: copied, never edited. */
const bundledCases = (): Plugin => ({
  name: 'war-room-bundled-cases',
  writeBundle: (): void => {
    const target = resolve('out/main/cases/sp500.csv')
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(resolve('node_modules/vega-datasets/data/sp500-2000.csv'), target)
  }
})

export default defineConfig({
  main: {
    plugins: [bundledCases()],
    build: {
      target: 'node20.18',
      minify: true,
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve('main/index.ts'),
          headless: resolve('main/headless.ts'),
          'facts.worker': resolve('main/evidence/facts.worker.ts'),
          'prices.worker': resolve('main/prices/cache/prices.worker.ts'),
          'storage.worker': resolve('main/storage/storage.worker.ts'),
          'local.worker': resolve('main/analysts/model/local/local.worker.ts')
        },
        // SQLite's package finds its compiled part beside itself, so it stays in node_modules.
        external: ['electron', 'bufferutil', 'utf-8-validate', '@photostructure/sqlite'],
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js'
        }
      }
    }
  },
  preload: {
    build: {
      target: 'node20.18',
      minify: true,
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { index: resolve('preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: 'renderer',
    plugins: [vue()],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      rollupOptions: { input: { index: resolve('renderer/index.html') } }
    }
  }
})
