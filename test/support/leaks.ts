import { afterAll, beforeAll, expect } from 'vitest'

/** Kinds that a test runner opens and closes on its own. */
const ofTheRunner = new Set(['PipeWrap', 'MessagePort', 'TTYWrap', 'FSReqCallback', 'Immediate'])
const settleMs = 5_000
const lookEveryMs = 20

const openResources = (): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const kind of process.getActiveResourcesInfo()) {
    if (!ofTheRunner.has(kind)) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

const beyond = (before: Record<string, number>): string[] =>
  Object.entries(openResources())
    .filter(([kind, count]) => count > (before[kind] ?? 0))
    .map(([kind]) => kind)

/** Ends a suite with a check that no socket, server, worker or timer of it is left open. */
export const checkLeaks = (): void => {
  let before: Record<string, number> = {}
  beforeAll(() => {
    before = openResources()
  })
  afterAll(async () => {
    const deadline = performance.now() + settleMs
    while (beyond(before).length > 0 && performance.now() < deadline) {
      // A timer of this loop itself is gone again before the next look.
      await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    }
    expect(beyond(before), 'resources left open').toEqual([])
  })
}
