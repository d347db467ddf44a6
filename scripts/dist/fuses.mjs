import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'

/**
 * Electron's fuses as every package has them: each one that the library knows is stated, none is
 * left to Electron's default. A fuse that a newer Electron has beyond these stays as it was built.
 * @param {string} platform of the package, as process.platform names it
 * @returns {Record<FuseV1Options, boolean>}
 */
export function statedFuses(platform) {
  return {
    // The program is never a plain Node, whatever its environment says.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    // Electron checks the archive against a hash in its own binary on these two alone.
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false
  }
}

/**
 * Sets the fuses of an executable, or of a macOS bundle.
 * @param {string} executable absolute path; a `.app` folder on macOS
 * @param {string} platform of the package
 * @param {{ adHocSigned?: boolean }} options adHocSigned: the arm64 binary of macOS has a signature
 *   that any change breaks, and needs it anew
 */
export async function setFuses(executable, platform, { adHocSigned = false } = {}) {
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: adHocSigned,
    ...statedFuses(platform)
  })
}
