import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'

const library = '@photostructure/sqlite'

/** The package without what other machines and compilers need. */
const copyPackage = (name: string, modules: string): void => {
  const from = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  const unneeded = ['src', 'node_modules'].map((folder) => join(from, folder))
  const prebuilds = join(from, 'prebuilds')
  const own = join(prebuilds, `${process.platform}-${process.arch}`)
  cpSync(from, join(modules, name), {
    recursive: true,
    filter: (source) =>
      !unneeded.includes(source) && (dirname(source) !== prebuilds || source === own)
  })
}

export interface FaultBuild {
  workerFile: string
  /** The program of test/support/fault-child.ts. */
  childFile: string
  remove(): void
}

/**
 * Bundles the storage thread and the fault program into a folder that everybody may read, SQLite
 * with them: a user without rights may not see where the project lies.
 */
export const buildFaultChild = async (): Promise<FaultBuild> => {
  const folder = mkdtempSync(join(tmpdir(), 'war-room-fault-build-'))
  chmodSync(folder, 0o755)
  for (const name of [library, 'node-gyp-build']) copyPackage(name, join(folder, 'node_modules'))
  const besides: Plugin = {
    name: 'sqlite-beside',
    enforce: 'pre',
    resolveId: (source) => (source === library ? { id: library, external: true } : null)
  }
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [besides],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20.18',
      rollupOptions: {
        input: {
          worker: resolve('main/storage/storage.worker.ts'),
          child: resolve('test/support/fault-child.ts')
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' }
      }
    }
  })
  return {
    workerFile: join(folder, 'worker.mjs'),
    childFile: join(folder, 'child.mjs'),
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}
