/**
 * Counts of one suite from vitest's JSON report. A suite that crashed, or that ran no test, counts as
 * one failed at the least: silence is never a pass.
 * @param {VitestReport | null} report what `--reporter=json` wrote; null when it wrote nothing
 * @param {number} exitCode of the suite's process
 * @returns {Counts}
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ numPassedTests?: number, numFailedTests?: number,
 *   testResults?: { status: string, assertionResults: { status: string }[] }[] }} VitestReport
 */
export function countSuite(report, exitCode) {
  if (report === null) {
    return { passed: 0, failed: 1 }
  }
  const passed = report.numPassedTests ?? 0
  const files = report.testResults ?? []
  // A file that cannot be loaded has failed without a test of its own to say so.
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed')
  ).length
  const failed = (report.numFailedTests ?? 0) + broken
  const silent = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: silent ? 1 : failed }
}

/** The sum over all suites. @param {Counts[]} counts @returns {Counts} */
export function addCounts(counts) {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 }
  )
}

/** The last line of `npm test`. @param {Counts} counts */
export function summaryLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}
