import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'vite'

const library = '@photostructure/sqlite'

/** SQLite's package finds its compiled part beside itself; a bundle elsewhere names where that is. */
const sqliteInPlace = (): Plugin => {
  const folder = dirname(createRequire(import.meta.url).resolve(`${library}/package.json`))
  const id = pathToFileURL(join(folder, 'dist', 'index.mjs')).href
  return {
    name: 'sqlite-in-place',
    enforce: 'pre',
    resolveId: (source) => (source === library ? { id, external: true } : null)
  }
}

export interface JournalBuild {
  /** What stands for `out/main/storage.worker.js`. */
  workerFile: string
  /** The program of test/support/journal-child.ts. */
  childFile: string
  /** Fills a large journal and waits to be killed: test/support/journal-fill-child.ts. */
  fillFile: string
  /** A worker that ends by itself when it is to keep a certain event. */
  dyingWorkerFile: string
  remove(): void
}

const bundle = (input: Record<string, string>, outDir: string): Promise<unknown> =>
  build({
    configFile: false,
    logLevel: 'error',
    plugins: [sqliteInPlace()],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node20.18',
      rollupOptions: {
        input,
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' }
      }
    }
  })

/** Bundles the storage thread, and the programs that tests run it in, as the app's are. */
export const buildJournal = async (): Promise<JournalBuild> => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-journal-build-'))
  const worker = resolve('main/storage/storage.worker.ts')
  const child = resolve('test/support/journal-child.ts')
  await bundle({ worker, child, fill: resolve('test/support/journal-fill-child.ts') }, folder)
  // On its own, so that its parts run in the order in which it imports them.
  await bundle({ dying: resolve('test/support/journal-dying.worker.ts') }, folder)
  return {
    workerFile: join(folder, 'worker.mjs'),
    childFile: join(folder, 'child.mjs'),
    fillFile: join(folder, 'fill.mjs'),
    dyingWorkerFile: join(folder, 'dying.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
