const RELEASE = /^(\d+\.\d+\.\d+)(?:-([0-9A-Za-z.-]+))?$/

/**
 * A version as Debian orders it: what follows the first hyphen comes before the release itself, and
 * a hyphen would begin a revision of the packaging. `0.1.0-electron33-test` is `0.1.0~electron33.test`.
 * @param {string} version a semantic version without build metadata
 */
export function debianVersion(version) {
  const [, release, before] = RELEASE.exec(version) ?? []
  if (release === undefined) {
    throw new Error(`${version} is no version that a Debian package can carry`)
  }
  return before === undefined ? release : `${release}~${before.replaceAll('-', '.')}`
}
