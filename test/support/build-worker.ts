import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'

/** Bundles a TypeScript file for a worker thread, as the app's own workers are. */
export const buildWorker = async (
  entry: string
): Promise<{ file: string; start: () => Worker; remove: () => void }> => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-worker-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20.18',
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } }
    }
  })
  const file = join(folder, 'worker.mjs')
  return {
    file,
    start: () => new Worker(file),
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
