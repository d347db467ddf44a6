/** What is made on each platform: a format and the processors that it is made for. */
const FORMATS = {
  linux: {
    'tar.gz': ['x64', 'arm64'],
    deb: ['x64', 'arm64'],
    rpm: ['x64', 'arm64'],
    AppImage: ['x64', 'arm64']
  },
  win32: { nsis: ['x64', 'arm64'], zip: ['x64', 'arm64'] },
  darwin: { dmg: ['universal'], zip: ['universal'] }
}
const MAKERS = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }
// These need no more than a program that the system has or installs.
const MADE_OFFLINE = new Set(['deb', 'tar.gz'])

/**
 * Which packages this machine makes, and which it leaves out and why.
 * @param {{ platform: string, arch: string, electron: { version: string, isPinned: boolean },
 *   online: boolean, has: (tool: string) => boolean, homepage: string | undefined }} machine
 *   online: whether Electron's releases and electron-builder's tools can be downloaded
 * @returns {{ made: Target[], leftOut: (Target & { reason: string })[] }}
 * @typedef {{ platform: string, format: string, arch: string }} Target
 */
export function planTargets(machine) {
  const made = []
  const leftOut = []
  for (const target of allTargets()) {
    const reason = whyNot(target, machine)
    if (reason === null) {
      made.push(target)
    } else {
      leftOut.push({ ...target, reason })
    }
  }
  return { made, leftOut }
}

function allTargets() {
  return Object.entries(FORMATS).flatMap(([platform, formats]) =>
    Object.entries(formats).flatMap(([format, archs]) =>
      archs.map((arch) => ({ platform, format, arch }))
    )
  )
}

function whyNot(target, machine) {
  if (target.platform !== machine.platform) {
    return `it is made on ${MAKERS[target.platform]}`
  }
  return whyNoElectron(target, machine) ?? whyNoTool(target, machine)
}

function whyNoElectron({ arch }, { arch: own, electron, online }) {
  if (arch === own || (electron.isPinned && online)) {
    return null
  }
  return electron.isPinned
    ? `Electron for ${arch} cannot be downloaded here`
    : `the Electron here, ${electron.version}, is a stand-in for ${own} alone`
}

function whyNoTool({ format }, { online, has, homepage }) {
  if (format === 'deb' && !has('dpkg-deb')) {
    return 'it needs dpkg-deb (apt install dpkg)'
  }
  if (format === 'tar.gz' && !online && !has('7za')) {
    return 'it needs 7za (apt install p7zip-full)'
  }
  if (!MADE_OFFLINE.has(format) && !online) {
    return 'the tool that makes it cannot be downloaded here'
  }
  if (format === 'rpm' && homepage === undefined) {
    return 'it names a home page: set WAR_ROOM_HOMEPAGE'
  }
  return format === 'rpm' && !has('rpmbuild') ? 'it needs rpmbuild (apt install rpm)' : null
}
