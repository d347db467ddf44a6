import { SetupError } from '../support/setup-error.mjs'

// What the build tools ask for: the least minor version of each even major, by their `engines`.
const LEAST_MINOR = { 20: 19, 22: 13 }
const NEWER_MAJOR = 24

/**
 * @param {string} version such as `20.19.2`
 * @throws {SetupError} when this Node is too old to build and run War Room
 */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  const least = LEAST_MINOR[major]
  if (major >= NEWER_MAJOR || (least !== undefined && minor >= least)) {
    return
  }
  throw new SetupError(
    `Node ${version} cannot run this; it takes Node 20.19 or later of 20, 22.13 or later of 22, or 24 and up.`
  )
}
