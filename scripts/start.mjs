import { ensureBuilt } from './build.mjs'
import { ensureReady } from './setup.mjs'
import { runChild } from './support/child.mjs'
import { hasDisplay, isRoot } from './support/display.mjs'
import { projectRoot } from './support/project.mjs'
import { enterRoom, personFolder } from './support/room.mjs'
import { isEntry, runMain } from './support/run-main.mjs'

const NO_SANDBOX = '--no-sandbox'
const BUNDLED_CASE = 'SP500'

/**
 * Why no window can be opened, as the one line that is printed; null when one can.
 * @param {{ display: boolean, root: boolean, args: string[] }} situation
 */
export function whyNoWindow({ display, root, args }) {
  const rootBlocked = root && !args.includes(NO_SANDBOX)
  const command = `npm start${root ? ` -- ${NO_SANDBOX}` : ''}`
  if (!display) {
    return (
      'There is no display, so this is the terminal room. ' +
      `For the window: run it in a desktop session, or xvfb-run -a ${command}`
    )
  }
  return rootBlocked
    ? 'Chromium keeps its sandbox from root, so this is the terminal room. ' +
        `For the window: run it as an ordinary user, or ${command}`
    : null
}

/** The terminal room's arguments: the window's own switch left out, the bundled case by default. */
export function roomArguments(args) {
  const rest = args.filter((arg) => arg !== NO_SANDBOX)
  return rest.length > 0 && !rest[0].startsWith('-') ? rest : [BUNDLED_CASE, ...rest]
}

async function start(args) {
  const reason = whyNoWindow({ display: hasDisplay(), root: isRoot(), args })
  const executable = await prepare(reason === null)
  await ensureBuilt()
  if (reason !== null) {
    process.stdout.write(`${reason}\n`)
    await enterRoom(roomArguments(args))
    return process.exitCode
  }
  const env = { ...process.env }
  // A terminal inside another Electron application sets this, and Electron would be a plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  return runChild(executable, [projectRoot, ...args], { env, cwd: personFolder() })
}

/** All of the set-up; without a window, what only a window needs may fail. */
async function prepare(windowWanted) {
  try {
    const { electron } = await ensureReady()
    return electron.executable
  } catch (error) {
    if (windowWanted) {
      throw error
    }
    await ensureReady({ electron: false, system: false })
    process.stderr.write(`${error.message} The terminal room does without.\n`)
    return null
  }
}

if (isEntry(import.meta.url)) {
  await runMain(start)
}
