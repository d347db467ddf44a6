import { readFileSync } from 'node:fs'
import { afterPack } from './scripts/dist/after-pack.mjs'
import { desktopEntry, LINK_SCHEME } from './scripts/dist/desktop-entry.mjs'
import { inProject } from './scripts/support/project.mjs'

const packageJson = JSON.parse(readFileSync(inProject('package.json'), 'utf8'))
const NOTARY = ['APPLE_API_KEY', 'APPLE_ID', 'APPLE_KEYCHAIN_PROFILE']

/**
 * Everything about every package, in one place. Called by scripts/dist/make-packages.mjs.
 * @param {{ version: string,
 *   electron: { version: string, folderOf: (pack: { arch: string }) => string | null },
 *   folders: { app: string, output: string, icons: string },
 *   feed: { url: string, keyFile: string, file: string } | null,
 *   homepage: string | undefined }} options
 *   electron.folderOf: where a processor's Electron lies, null has it downloaded; feed: null makes a
 *   program that asks nobody
 * @returns {import('electron-builder').Configuration}
 */
export function builderConfig({ version, electron, folders, feed, homepage }) {
  const artifact = `${packageJson.name}-${version}`
  const isMac = process.platform === 'darwin'
  return {
    appId: 'app.war-room.desktop',
    productName: packageJson.productName,
    copyright: `Copyright © ${packageJson.productName}, licence ${packageJson.license}`,
    artifactName: `${artifact}-\${os}-\${arch}.\${ext}`,
    extraMetadata: homepage === undefined ? {} : { homepage },
    directories: { app: folders.app, output: folders.output, buildResources: 'resources' },
    electronVersion: electron.version,
    electronDist: electron.folderOf,
    electronLanguages: ['en-US', 'zh-TW', 'zh-CN'],
    // Everything was built and laid out before: nothing is compiled or installed here.
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    removePackageScripts: true,
    removePackageKeywords: true,
    includePdb: false,
    compression: 'normal',
    asar: { smartUnpack: false },
    asarUnpack: ['**/*.node'],
    disableAsarIntegrity: false,
    disableSanityCheckAsar: false,
    // Compiled parts for one processor; macOS' package is for both.
    files: ['**/*', '!LICENSES.txt', ...(isMac ? [] : ['!**/prebuilds/*-!(${arch}){,/**}'])],
    extraResources: [
      { from: `${folders.app}/LICENSES.txt`, to: 'LICENSES.txt' },
      ...(feed === null ? [] : [{ from: feed.keyFile, to: 'update-key.pem' }]),
      // electron-builder writes it for the formats that install themselves, and alike.
      ...(feed === null ? [] : [{ from: feed.file, to: 'app-update.yml' }])
    ],
    protocols: [{ name: packageJson.productName, schemes: [LINK_SCHEME], role: 'Viewer' }],
    publish: feed === null ? null : [{ provider: 'generic', url: feed.url, channel: 'latest' }],
    // Where a program that does not install itself sends its person.
    releaseInfo: homepage === undefined ? {} : { vendor: { downloadPage: homepage } },
    detectUpdateChannel: false,
    generateUpdatesFilesForAllChannels: false,
    forceCodeSigning: false,
    afterPack,
    linux: linux(folders, electron.version),
    // The static runtime, which needs no libfuse2 of the system.
    toolsets: { appimage: '1.0.3' },
    appImage: {
      // Stated, it would be asked to be agreed to before each first start.
      license: null,
      artifactName: `${artifact}-\${arch}.\${ext}`,
      // Left out it may be --no-sandbox, which the program refuses.
      executableArgs: [],
      // The static runtime reads no xz.
      compression: 'zstd'
    },
    rpm: {
      packageName: packageJson.name,
      artifactName: `${artifact}.\${arch}.\${ext}`,
      packageCategory: 'Applications/Productivity',
      compression: 'xzmt'
    },
    win: windows(folders),
    nsis: {
      artifactName: `${artifact}-\${os}-\${arch}-setup.\${ext}`,
      oneClick: false,
      perMachine: false,
      // One installer for each processor, as a feed offers them.
      buildUniversalInstaller: false,
      allowElevation: true,
      allowToChangeInstallationDirectory: true,
      createDesktopShortcut: true,
      createStartMenuShortcut: true,
      shortcutName: packageJson.productName,
      deleteAppDataOnUninstall: false,
      runAfterFinish: true,
      license: 'LICENSE',
      // "Open with" alone: a spreadsheet stays what opens a CSV file.
      include: 'resources/installer.nsh'
    },
    mac: mac(folders),
    dmg: {
      artifactName: `${artifact}.\${ext}`,
      title: `${packageJson.productName} ${version}`,
      sign: false,
      writeUpdateInfo: false
    }
  }
}

function linux({ icons }, electronVersion) {
  const { entry, actions, mimeTypes } = desktopEntry(electronVersion)
  return {
    executableName: packageJson.name,
    icon: icons,
    category: entry.Categories,
    synopsis: entry.Comment,
    // It becomes the entry's Comment, which the other languages translate.
    description: entry.Comment,
    maintainer: packageJson.productName,
    vendor: packageJson.productName,
    mimeTypes,
    desktop: { entry, desktopActions: actions },
    syncDesktopName: true
  }
}

function windows({ icons }) {
  return {
    icon: `${icons}/icon.ico`,
    executableName: packageJson.productName,
    requestedExecutionLevel: 'asInvoker',
    legalTrademarks: null,
    // Signed when electron-builder is given a certificate (WIN_CSC_LINK or Azure's variables).
    verifyUpdateCodeSignature: true
  }
}

function mac({ icons }) {
  return {
    icon: `${icons}/icon.icns`,
    category: 'public.app-category.finance',
    darkModeSupport: true,
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'resources/entitlements.mac.plist',
    entitlementsInherit: 'resources/entitlements.mac.plist',
    // By APPLE_API_KEY, APPLE_ID with APPLE_APP_SPECIFIC_PASSWORD and APPLE_TEAM_ID, or a keychain's.
    notarize: NOTARY.some((name) => process.env[name] !== undefined),
    // Both processors' parts are in both halves, so that the halves are the same.
    x64ArchFiles: '**/prebuilds/darwin-*/*.node',
    fileAssociations: [
      {
        ...{ ext: 'csv', name: 'Price file', description: 'Daily prices as CSV' },
        ...{ role: 'Viewer', rank: 'Alternate' }
      }
    ]
  }
}
