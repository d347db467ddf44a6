import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setFuses } from './fuses.mjs'

/** A half of a macOS program for both processors, which is packed once more when they are joined. */
const HALF = /-(?:x64|arm64)-temp$/

/**
 * Runs when electron-builder has put a package's folder together, before anything is signed.
 * @param {import('electron-builder').AfterPackContext} context
 */
export async function afterPack({ appOutDir, electronPlatformName, packager }) {
  // A half that is signed by itself can no longer be joined: its sums are of one processor's files.
  if (HALF.test(appOutDir)) {
    return
  }
  removeOfTheSetUp(appOutDir, packager.getResourcesDir(appOutDir))
  const { productFilename } = packager.appInfo
  const executable = {
    darwin: `${productFilename}.app`,
    win32: `${productFilename}.exe`,
    linux: packager.executableName
  }[electronPlatformName]
  const adHocSigned = electronPlatformName === 'darwin'
  await setFuses(join(appOutDir, executable), electronPlatformName, { adHocSigned })
}

/** What the set-up put beside Electron for a clone: its stamp, and the part that opens a folder. */
function removeOfTheSetUp(appOutDir, resources) {
  rmSync(join(appOutDir, '.war-room-runtime.json'), { force: true })
  rmSync(join(resources, 'default_app.asar'), { force: true })
}
