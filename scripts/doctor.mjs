import { lookAtMachine } from './doctor/machine.mjs'
import { lookAtProject } from './doctor/project.mjs'
import { projectRoot } from './support/project.mjs'
import { isEntry, runMain } from './support/run-main.mjs'

const MARKS = { ok: 'ok  ', note: 'note', bad: 'BAD ' }

/**
 * What this machine has of all that War Room needs. It looks and changes nothing.
 * @param {{ projectFolder?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Finding[]}
 * @typedef {{ name: string, status: 'ok' | 'note' | 'bad', text: string }} Finding
 *   note: something is left out, and War Room still runs; bad: it cannot run
 */
export function examine({ projectFolder = projectRoot, env = process.env } = {}) {
  return [...lookAtProject(projectFolder, env), ...lookAtMachine(projectFolder, env)]
}

/**
 * The findings as one line each.
 * @param {Finding[]} findings
 * @returns {string}
 */
export function formatFindings(findings) {
  const width = Math.max(...findings.map(({ name }) => name.length))
  return findings
    .map(({ name, status, text }) => `${MARKS[status]}  ${name.padEnd(width)}  ${text}`)
    .join('\n')
}

if (isEntry(import.meta.url)) {
  await runMain(async (args) => {
    const findings = examine()
    const ok = findings.every(({ status }) => status !== 'bad')
    const text = args.includes('--json')
      ? JSON.stringify({ ok, findings }, null, 2)
      : `${formatFindings(findings)}\n${ok ? 'War Room can run here.' : 'War Room cannot run yet.'}`
    process.stdout.write(`${text}\n`)
    return ok ? 0 : 1
  })
}
