/**
 * Runs a step that has to end well before a suite can run. One that fails is one failure, so that the
 * last line is there in any case.
 * @param {string} name for the line that says why
 * @param {() => unknown} step
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function countStep(name, step) {
  try {
    await step()
    return { passed: 0, failed: 0 }
  } catch (error) {
    process.stdout.write(`FAILED ${name}: ${error.message}\n`)
    return { passed: 0, failed: 1 }
  }
}
