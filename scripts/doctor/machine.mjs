import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from '../support/find-program.mjs'
import { hasDisplay, isRoot } from '../support/display.mjs'

const SETUID = 0o4000
const SECRETS = 'org.freedesktop.secrets'
const KEY_STORES = ['gnome-keyring-daemon', 'kwalletd6', 'kwalletd5', 'keepassxc']

/** Findings about the machine: display, root, sandbox, key store, fonts. */
export function lookAtMachine(projectFolder, env) {
  return [
    display(env),
    root(),
    sandbox(projectFolder),
    keyStore(env),
    font('Latin font', 'en', 'fonts-dejavu-core'),
    font('Chinese font', 'zh-tw', 'fonts-noto-cjk')
  ]
}

function display(env) {
  const name = 'display'
  if (hasDisplay(env)) {
    const text = env.WAYLAND_DISPLAY ?? env.DISPLAY ?? process.platform
    return { name, status: 'ok', text }
  }
  const virtual =
    findProgram('xvfb-run', env) !== null ? 'xvfb-run is there' : 'xvfb-run is missing too'
  return { name, status: 'note', text: `none (${virtual}): npm start runs the terminal room` }
}

function root() {
  const text = 'yes: npm start runs the terminal room, npm start -- --no-sandbox the window'
  return isRoot()
    ? { name: 'root', status: 'note', text }
    : { name: 'root', status: 'ok', text: 'no' }
}

function sandbox(projectFolder) {
  const name = 'sandbox'
  if (process.platform !== 'linux') {
    return { name, status: 'ok', text: "the system's own" }
  }
  const helper = setuidHelper(projectFolder)
  const refusal = namespacesRefused()
  if (refusal === null) {
    return { name, status: 'ok', text: `user namespaces${helper ? ', setuid chrome-sandbox' : ''}` }
  }
  return helper
    ? { name, status: 'ok', text: `setuid chrome-sandbox (${refusal})` }
    : { name, status: 'note', text: `no user namespaces (${refusal}), no setuid chrome-sandbox` }
}

function setuidHelper(projectFolder) {
  const path = join(projectFolder, 'node_modules', 'electron', 'dist', 'chrome-sandbox')
  const info = statSync(path, { throwIfNoEntry: false })
  return info !== undefined && info.uid === 0 && (info.mode & SETUID) !== 0
}

/** Why an ordinary program may not make a user namespace, or null when it may. */
function namespacesRefused() {
  if (kernelSetting('user/max_user_namespaces') === '0') {
    return 'user.max_user_namespaces is 0'
  }
  if (kernelSetting('kernel/unprivileged_userns_clone') === '0') {
    return 'kernel.unprivileged_userns_clone is 0'
  }
  if (kernelSetting('kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return 'AppArmor restricts them'
  }
  const result = spawnSync('unshare', ['--user', 'true'], { encoding: 'utf8' })
  return result.error || result.status === 0 ? null : 'unshare is refused'
}

function kernelSetting(name) {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim()
  } catch {
    return null
  }
}

function keyStore(env) {
  const name = 'key store'
  if (process.platform !== 'linux') {
    return { name, status: 'ok', text: "the system's own" }
  }
  if (secretServiceAnswers(env)) {
    return { name, status: 'ok', text: 'a secret service answers on the session bus' }
  }
  const found = KEY_STORES.filter((program) => findProgram(program, env) !== null)
  const text =
    found.length > 0
      ? `${found.join(', ')} is installed, but no secret service runs in this session`
      : 'none (gnome-keyring or KWallet would be one)'
  return { name, status: 'note', text: `${text}: keys last until the program ends` }
}

function secretServiceAnswers(env) {
  const names = ['ListNames', 'ListActivatableNames'].map((method) =>
    spawnSync(
      'dbus-send',
      ['--session', '--print-reply', '--reply-timeout=2000', '--dest=org.freedesktop.DBus'].concat(
        '/org/freedesktop/DBus',
        `org.freedesktop.DBus.${method}`
      ),
      { env: { ...env, DISPLAY: '' }, encoding: 'utf8', timeout: 3000 }
    )
  )
  return names.some(({ stdout }) => stdout?.includes(`"${SECRETS}"`))
}

function font(name, language, debianPackage) {
  if (process.platform !== 'linux') {
    return { name, status: 'ok', text: "the system's own" }
  }
  const result = spawnSync('fc-list', [`:lang=${language}`, 'family'], { encoding: 'utf8' })
  if (result.error) {
    return { name, status: 'note', text: 'fc-list is missing, so nothing is known' }
  }
  const families = [...new Set(result.stdout.split('\n').map((line) => line.split(',')[0].trim()))]
  const known = families.filter((family) => family !== '').sort()
  return known.length > 0
    ? { name, status: 'ok', text: known.slice(0, 3).join(', ') }
    : { name, status: 'note', text: `none (Debian: ${debianPackage})` }
}
