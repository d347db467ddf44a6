import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { builderConfig } from '../../electron-builder.config.mjs'
import { findProgram } from '../support/find-program.mjs'
import { makeDeb } from './deb.mjs'

// 7-Zip's own choice for gzip takes minutes for one part in a hundred of the size.
const GZIP_LEVEL = '5'
const DEBIAN_ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' }
const UNPACKED = {
  linux: { x64: 'linux-unpacked', arm64: 'linux-arm64-unpacked' },
  win32: { x64: 'win-unpacked', arm64: 'win-arm64-unpacked' },
  darwin: { x64: 'mac', arm64: 'mac-arm64', universal: 'mac-universal' }
}

/** The folder below `output` that electron-builder puts an unpacked program into. */
export function unpackedFolder(output, platform, arch) {
  return join(output, UNPACKED[platform][arch])
}

/**
 * Has electron-builder make the unpacked program of each processor, and what it makes of it.
 * @param {Parameters<typeof buildOptions>[0]} options
 */
export async function packTargets(options) {
  prepareTools(options.platform)
  await build(buildOptions(options))
}

/**
 * What electron-builder is told: everything in one call, since it writes one `latest.yml` a call, and
 * that of Windows has to name the installers of both processors.
 * @param {{ projectFolder: string, platform: string, targets: { format: string, arch: string }[],
 *   electron: { version: string, folder: string }, ownArch: string,
 *   config: Omit<Parameters<typeof builderConfig>[0], 'electron'> }} options
 *   targets: none makes the own processor's folder alone
 * @returns {import('electron-builder').CliOptions}
 */
export function buildOptions({ projectFolder, platform, targets, electron, ownArch, config }) {
  const builder = { linux: Platform.LINUX, win32: Platform.WINDOWS, darwin: Platform.MAC }[platform]
  const archs = targets.length === 0 ? [ownArch] : [...new Set(targets.map(({ arch }) => arch))]
  const formatsOf = (arch) =>
    targets.filter((target) => target.arch === arch && target.format !== 'deb')
  const made = archs.map((arch) => [
    Arch[arch],
    ['dir', ...formatsOf(arch).map(({ format }) => format)]
  ])
  // The halves of a universal program come from the same place, so that they are alike.
  const isHere = (arch) => arch === ownArch && archs.includes(arch)
  const folderOf = ({ arch }) => (isHere(arch) ? electron.folder : null)
  return {
    projectDir: projectFolder,
    targets: new Map([[builder, new Map(made)]]),
    config: builderConfig({ ...config, electron: { version: electron.version, folderOf } }),
    publish: 'never'
  }
}

/** Makes a deb of each processor's unpacked program. */
export function packDebs({ projectFolder, output, targets, version, name }) {
  for (const { arch } of targets.filter(({ format }) => format === 'deb')) {
    const file = `${name}_${version}_${DEBIAN_ARCHITECTURES[arch]}.deb`
    makeDeb({
      unpackedFolder: unpackedFolder(output, 'linux', arch),
      outputFile: join(output, file),
      version,
      projectFolder
    })
  }
}

/** Points electron-builder at the 7-Zip of this machine, where there is one. */
function prepareTools(platform) {
  const archiver = findProgram('7za')
  if (platform === 'linux' && archiver !== null) {
    process.env.ELECTRON_BUILDER_7ZIP_PATH ??= archiver
    process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ??= GZIP_LEVEL
  }
}
