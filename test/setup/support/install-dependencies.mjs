// Runs the dependency step of the set-up as a process of its own, so that it can be killed.
import { ensureDependencies } from '../../../scripts/setup/dependencies.mjs'

try {
  const talk = (line) => process.stderr.write(`${line}\n`)
  const { changed } = await ensureDependencies({ projectFolder: process.argv[2], talk })
  process.stdout.write(changed ? 'installed' : 'left alone')
} catch (error) {
  process.stderr.write(error.message)
  process.exitCode = 1
}
