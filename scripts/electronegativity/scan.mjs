import { spawn } from 'node:child_process'
import { inProject } from '../support/project.mjs'

const SCRIPT = inProject('scripts', 'electronegativity', 'scan.cjs')

/**
 * Scans built JavaScript with electronegativity, every check at every severity.
 * @param {{ toolFolder: string, sources: { name: string, text: string }[],
 *   electronVersion: string }} options name: as findings shall name it
 * @returns {Promise<{ findings: { check: string, file: string, line: number, sample: string,
 *   severity: string, confidence: string }[], unread: { file: string, message: string }[],
 *   checks: number }>} unread: what the scanner could not parse, and so says nothing about
 */
export function scan({ toolFolder, sources, electronVersion }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [SCRIPT, toolFolder, electronVersion], {
      stdio: ['pipe', 'pipe', 'pipe']
    })
    let answer = ''
    let words = ''
    child.stdout.on('data', (chunk) => (answer += chunk))
    child.stderr.on('data', (chunk) => (words += chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0
        ? resolve(JSON.parse(answer))
        : reject(new Error(`electronegativity ended with ${code}: ${words.slice(-2000)}`))
    )
    child.stdin.end(JSON.stringify(sources))
  })
}
