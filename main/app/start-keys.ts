import { keyVariables, type Environment } from '../commands/providers/vendors'
import { wipeStartBlock } from './start-block'

/**
 * Takes the keys of providers out of the program's environment and gives them: no process that is
 * started later (a crash handler, a file manager, an update) inherits them, and no crash report has them.
 */
export const takeKeys = (
  environment: NodeJS.ProcessEnv,
  wipe: (names: readonly string[]) => void = wipeStartBlock
): Environment => {
  const set = keyVariables.filter((name) => environment[name] !== undefined)
  const taken = Object.fromEntries(set.map((name) => [name, environment[name]]))
  for (const name of set) delete environment[name]
  if (set.length > 0) wipe(set)
  return taken
}
