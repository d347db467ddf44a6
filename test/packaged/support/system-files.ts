import { spawnSync } from 'node:child_process'

const watched = ['/usr', '/etc', '/opt', '/var']
/** What apt and dpkg keep of every package, caches, and what other programs write all the time. */
const unwatched = ['/var/lib/dpkg', '/var/lib/apt', '/var/cache', '/var/log', '/var/tmp']
/** Made anew from what all packages bring, whenever one comes or goes. */
const shared =
  /^\/usr\/share\/(?:applications\/mimeinfo\.cache|mime\/.*|icons\/[^/]+\/icon-theme\.cache)$/
const bytecode = /\/__pycache__(?:\/|$)/
const bufferBytes = 256 * 1024 * 1024

/** Every path in the system's own folders. */
export const systemFiles = (): Set<string> => {
  const skipped = unwatched.flatMap((path) => ['-path', path, '-prune', '-o'])
  const { stdout } = spawnSync('find', [...watched, '-xdev', ...skipped, '-print'], {
    encoding: 'utf8',
    maxBuffer: bufferBytes
  })
  return new Set(stdout.split('\n').filter((line) => line !== ''))
}

const isOwned = (path: string): boolean => spawnSync('dpkg-query', ['-S', path]).status === 0

/** Paths that came since, and that no package has brought. */
export const strayFiles = (before: ReadonlySet<string>): string[] =>
  [...systemFiles()].filter(
    (path) => !before.has(path) && !shared.test(path) && !bytecode.test(path) && !isOwned(path)
  )
