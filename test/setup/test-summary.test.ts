import { describe, expect, it } from 'vitest'
import { addCounts, countSuite, summaryLine } from '../../scripts/support/test-summary.mjs'
import { planRuns } from '../../scripts/test.mjs'

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] }
const unloadable = { status: 'failed', assertionResults: [] }

describe('the count of a suite', () => {
  it('is what the report says when all is well', () => {
    const report = { numPassedTests: 12, numFailedTests: 0, testResults: [passing] }
    expect(countSuite(report, 0)).toEqual({ passed: 12, failed: 0 })
  })

  it('counts failed tests, and files that could not be loaded', () => {
    const testResults = [passing, failing, unloadable]
    const report = { numPassedTests: 5, numFailedTests: 2, testResults }
    expect(countSuite(report, 1)).toEqual({ passed: 5, failed: 3 })
  })

  it('has at least one failure when the suite crashed, failed silently, or ran nothing', () => {
    expect(countSuite(null, 1)).toEqual({ passed: 0, failed: 1 })
    const silent = { numPassedTests: 7, numFailedTests: 0, testResults: [passing] }
    expect(countSuite(silent, 1)).toEqual({ passed: 7, failed: 1 })
    expect(countSuite({ numPassedTests: 0, testResults: [] }, 0)).toEqual({ passed: 0, failed: 1 })
  })
})

describe('the last line of npm test', () => {
  it('is the sum over all suites', () => {
    const counts = [
      { passed: 8, failed: 0 },
      { passed: 300, failed: 2 },
      { passed: 14, failed: 1 }
    ]
    expect(summaryLine(addCounts(counts))).toBe('322 passed, 3 failed')
  })

  it('covers the checks, the suites without and those with windows', () => {
    expect(planRuns([]).map(({ name }) => name)).toEqual(['check', 'unit', 'e2e'])
    expect(planRuns(['e2e', 'cancel']).map(({ name }) => name)).toEqual(['e2e'])
    expect(() => planRuns(['nothing'])).toThrow(/no suite nothing; there are: check, unit/)
  })
})
