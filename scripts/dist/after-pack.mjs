import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setFuses } from './fuses.mjs'

// What the set-up put beside Electron for a clone: its stamp, and the part that opens a folder.
const OF_THE_SET_UP = ['.war-room-runtime.json', join('resources', 'default_app.asar')]

/**
 * Runs when electron-builder has put a package's folder together, before anything is signed.
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  for (const name of OF_THE_SET_UP) {
    rmSync(join(appOutDir, name), { force: true })
  }
  const { productFilename } = packager.appInfo
  const executable = {
    darwin: `${productFilename}.app`,
    win32: `${productFilename}.exe`,
    linux: packager.executableName
  }[electronPlatformName]
  const adHocSigned = electronPlatformName === 'darwin'
  await setFuses(join(appOutDir, executable), electronPlatformName, { adHocSigned })
}
