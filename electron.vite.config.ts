import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { drawIcon, iconSource } from './scripts/dist/icons.mjs'

const windowIconPx = 256

/** The bundled case is a development dependency's data file: copied, never edited. */
const bundledCases = (): Plugin => ({
  name: 'war-room-bundled-cases',
  writeBundle: (): void => {
    const target = resolve('out/main/cases/sp500.csv')
    mkdirSync(dirname(target), { recursive: true })
    copyFileSync(resolve('node_modules/vega-datasets/data/sp500-2000.csv'), target)
  }
})

/** A window shows its own icon on Linux, where it has none of the executable's to show. */
const windowIcon = (): Plugin => ({
  name: 'war-room-window-icon',
  writeBundle: (): void => {
    const svg = readFileSync(iconSource(resolve('.')), 'utf8')
    writeFileSync(resolve('out/main/icon.png'), drawIcon(svg, windowIconPx))
  }
})

/** Where a module comes from: its package's folder, or the name of what a tool makes by itself. */
const sourceOf = (id: string): string | undefined =>
  id.startsWith('\0')
    ? id.slice(1)
    : /^.*\bnode_modules\/(?:@[^/]+\/)?[^/]+/.exec(relative('.', id).replaceAll('\\', '/'))?.[0]

/** Writes down whose code one side's bundles hold: licences and bill of materials are made from it. */
const bundledPackages = (side: 'main' | 'preload' | 'renderer'): Plugin => ({
  name: 'war-room-bundled-packages',
  generateBundle: (_options, bundle): void => {
    const chunks = Object.values(bundle).filter((part) => part.type === 'chunk')
    const sources = chunks.flatMap((chunk) => chunk.moduleIds.map(sourceOf))
    const named = [...new Set(sources.filter((source) => source !== undefined))].sort()
    mkdirSync(resolve('out/packages'), { recursive: true })
    writeFileSync(resolve('out/packages', `${side}.json`), JSON.stringify(named, null, 2))
  }
})

export default defineConfig({
  main: {
    plugins: [bundledCases(), windowIcon(), bundledPackages('main')],
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
    plugins: [bundledPackages('preload')],
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
    plugins: [vue(), bundledPackages('renderer')],
    build: {
      target: 'chrome130',
      minify: true,
      outDir: resolve('out/renderer'),
      emptyOutDir: true,
      rollupOptions: { input: { index: resolve('renderer/index.html') } }
    }
  }
})
