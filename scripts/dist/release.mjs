import { SetupError } from '../support/setup-error.mjs'

/**
 * Holds what is asked for by `--release` to what one is: all of a platform's packages, around the
 * pinned Electron.
 * @param {{ platform: string, electron: { version: string, pinned: string, isPinned: boolean },
 *   leftOut: { platform: string, format: string, arch: string, reason: string }[] }} options
 * @throws {SetupError} names what is wrong or lacks, each with its reason
 */
export function refuseUnlessRelease({ platform, electron, leftOut }) {
  if (!electron.isPinned) {
    throw new SetupError(
      `No release: the Electron here is ${electron.version}, and releases are made around ${electron.pinned}.`
    )
  }
  const missing = leftOut.filter((target) => target.platform === platform)
  if (missing.length > 0) {
    const words = missing.map(({ format, arch, reason }) => `${format} (${arch}): ${reason}`)
    throw new SetupError(`No release: it would lack ${words.join('; ')}.`)
  }
}
