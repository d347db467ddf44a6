import { copyFileSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/**
 * Electron under another name, which is how it tells a packaged program from `electron <folder>`.
 * Gives the executable; its folder is the caller's to remove.
 */
export const renamedElectron = (name: string): { executable: string; folder: string } => {
  const original = createRequire(import.meta.url)('electron') as unknown as string
  const folder = mkdtempSync(join(tmpdir(), 'war-room-packaged-'))
  for (const entry of readdirSync(dirname(original))) {
    if (entry !== basename(original))
      symlinkSync(join(dirname(original), entry), join(folder, entry))
  }
  const executable = join(folder, name)
  // A copy, since a link would be followed back to the original's name.
  copyFileSync(original, executable)
  return { executable, folder }
}
