import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { WebSocket } from 'ws'

/**
 * What Playwright starts in the program's stead: `node inspector-launcher.mjs <executable> <uid> <gid>
 * <arguments>`, uid and gid `-` for whoever starts it.
 *
 * Playwright asks for Chromium's debugging port by a switch, and a packaged program refuses that. So
 * the switch is left out, and the program's process gets it through its inspector, which this copy of
 * it has, once it has looked at its command line. All else is as the program is shipped.
 */
const [executable, uid, gid, ...words] = process.argv.slice(2)
const ofPlaywright = (word) =>
  word.startsWith('--inspect=') || word.startsWith('--remote-debugging-port=')

const openLater = `(() => {
  const { createRequire } = process.getBuiltinModule('node:module')
  const { app } = createRequire(process.execPath)('electron')
  const whenReady = app.whenReady.bind(app)
  app.whenReady = () => {
    app.commandLine.appendSwitch('remote-debugging-port', '0')
    return whenReady()
  }
  return 'done'
})()`

const goOn = JSON.stringify({ id: 1, method: 'Runtime.runIfWaitingForDebugger' })

/** Patches the program, which waits before its first line, and lets it go on. */
const prepare = async (address) => {
  const socket = new WebSocket(address)
  const answers = new Map()
  let paused = null
  const isPaused = new Promise((resolve) => (paused = resolve))
  socket.on('message', (bytes) => {
    const message = JSON.parse(String(bytes))
    if (message.method === 'Debugger.paused') paused()
    // What waits before its first line has its threads wait too.
    if (message.method === 'NodeWorker.attachedToWorker') {
      const { sessionId } = message.params
      void ask('NodeWorker.sendMessageToWorker', { sessionId, message: goOn })
    }
    answers.get(message.id)?.(message)
  })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let last = 0
  const ask = (method, params = {}) =>
    new Promise((resolve) => {
      last += 1
      answers.set(last, resolve)
      socket.send(JSON.stringify({ id: last, method, params }))
    })
  await ask('Debugger.enable')
  await ask('Runtime.runIfWaitingForDebugger')
  await isPaused
  const { result } = await ask('Runtime.evaluate', { expression: openLater })
  if (result?.result?.value !== 'done') throw new Error(JSON.stringify(result))
  await ask('NodeWorker.enable', { waitForDebuggerOnStart: false })
  await ask('Debugger.resume')
  await ask('Debugger.disable')
  return socket
}

const child = spawn(
  executable,
  ['--inspect-brk=0', ...words.filter((word) => !ofPlaywright(word))],
  {
    stdio: ['ignore', 'inherit', 'pipe'],
    ...(uid === '-' ? {} : { uid: Number(uid), gid: Number(gid) })
  }
)
const say = (line) => process.stderr.write(`${line}\n`)
let preparing = null
createInterface({ input: child.stderr }).on('line', (line) => {
  const address = /^Debugger listening on (ws:.*)$/.exec(line)?.[1]
  if (line.startsWith('Waiting for the debugger to disconnect')) {
    void preparing?.then((socket) => socket?.close())
  }
  if (address === undefined || preparing !== null) return say(line)
  preparing = prepare(address).catch((error) => {
    say(`the program could not be prepared: ${error}`)
    child.kill('SIGKILL')
    return null
  })
  // Playwright connects as soon as it reads the line.
  void preparing.then(() => say(line))
})
child.on('close', (code) => process.exit(code ?? 1))
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
