import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { assertApart, checkTarget, type OutputTarget } from './output-target'
import { UsageProblem } from './usage-problem'

/** The files that a result goes into; null where none was asked for. */
export interface ResultTargets {
  json: OutputTarget | null
  report: OutputTarget | null
}

/** A result named like the journal would take its place. */
const assertOutside = async (
  targets: readonly OutputTarget[],
  dataFolder: string | null
): Promise<void> => {
  if (dataFolder === null) return
  const folder = await realpath(dataFolder).catch(() => dataFolder)
  const inside = targets.find(({ path }) => path.startsWith(`${folder}${sep}`))
  if (inside === undefined) return
  throw new UsageProblem('target-in-data', { option: inside.option, file: inside.file })
}

/**
 * Makes sure that the result can be written, before there is one, and that it overwrites neither
 * what is read nor what is kept.
 * @throws {UsageProblem} `target-…`
 */
export const checkTargets = async (
  wanted: { jsonTarget: string | null; reportTarget: string | null; dataFolder: string | null },
  inputs: readonly string[]
): Promise<ResultTargets> => {
  const { jsonTarget, reportTarget, dataFolder } = wanted
  const json = jsonTarget === null ? null : await checkTarget('--json', jsonTarget)
  const report = reportTarget === null ? null : await checkTarget('--report', reportTarget)
  const targets = [json, report].filter((target) => target !== null)
  await assertApart(targets, inputs)
  await assertOutside(targets, dataFolder)
  return { json, report }
}
