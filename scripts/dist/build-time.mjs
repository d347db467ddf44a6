import { execFileSync } from 'node:child_process'
import { SetupError } from '../support/setup-error.mjs'

const MS_IN_S = 1000

/**
 * The time that what is made of a clone states: SOURCE_DATE_EPOCH, or its last commit's. The same
 * commit so makes the same bytes, whenever it is built.
 * @param {string} projectFolder
 * @returns {Date}
 * @throws {SetupError} where neither is there
 */
export function buildTime(projectFolder) {
  const seconds = process.env.SOURCE_DATE_EPOCH ?? lastCommit(projectFolder)
  return new Date(Number(seconds) * MS_IN_S)
}

function lastCommit(cwd) {
  try {
    const stdio = ['ignore', 'pipe', 'ignore']
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd, encoding: 'utf8', stdio })
  } catch (cause) {
    throw new SetupError('There is no commit to take the time from: set SOURCE_DATE_EPOCH.', {
      cause
    })
  }
}
