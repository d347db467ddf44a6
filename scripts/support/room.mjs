import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inProject } from './project.mjs'
import { SetupError } from './setup-error.mjs'

/**
 * Becomes the terminal room: its program is loaded into this very process, so that Ctrl-C reaches it
 * once and its exit code is ours. npm changes to the project's folder before it runs a script, so
 * paths are resolved from where the person stands (INIT_CWD).
 * @param {string[]} args the terminal room's own arguments
 */
export async function enterRoom(args, env = process.env) {
  const program = inProject('out', 'main', 'headless.js')
  if (!existsSync(program)) {
    throw new SetupError('The terminal room has not been built: npm run build says why.')
  }
  goWhereThePersonStands(env)
  process.argv = [process.argv[0], program, ...args]
  await import(pathToFileURL(program).href)
}

/** The folder that a relative path typed by the person is meant from. */
export function personFolder(env = process.env) {
  return env.INIT_CWD && existsSync(env.INIT_CWD) ? env.INIT_CWD : process.cwd()
}

function goWhereThePersonStands(env) {
  process.chdir(personFolder(env))
}
