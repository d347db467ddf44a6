import { execFileSync } from 'node:child_process'

const MS_IN_S = 1000

/**
 * The time that what is made of a clone states: SOURCE_DATE_EPOCH, or its last commit's. The same
 * commit so makes the same bytes, whenever it is built.
 * @param {string} projectFolder
 * @returns {Date}
 */
export function buildTime(projectFolder) {
  const lastCommit = ['log', '-1', '--format=%ct']
  const seconds =
    process.env.SOURCE_DATE_EPOCH ??
    execFileSync('git', lastCommit, { cwd: projectFolder, encoding: 'utf8' })
  return new Date(Number(seconds) * MS_IN_S)
}
