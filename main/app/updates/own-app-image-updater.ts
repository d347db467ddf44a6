import { AppImageUpdater } from 'electron-updater/out/AppImageUpdater'
import type { AppAdapter } from 'electron-updater/out/AppAdapter'
import { replaceProgram } from './replace-program'
import { notInstalled } from './update-error'

/**
 * The library's updater of an AppImage, but for its last step: it would delete the installed file
 * first and move the new one there then, which leaves nothing when the second fails.
 */
export class OwnAppImageUpdater extends AppImageUpdater {
  readonly #target: string | null

  constructor(app: AppAdapter, target: string | null) {
    super(null, app)
    this.#target = target
  }

  protected override doInstall(): boolean {
    const source = this.installerPath
    const sha512 = this.downloadedUpdateHelper?.downloadedFileInfo?.sha512
    if (source === null || sha512 === undefined || this.#target === null) throw notInstalled(null)
    replaceProgram({ source, target: this.#target, sha512 })
    return true
  }
}
