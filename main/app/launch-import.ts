import { resolve } from 'node:path'

const importSwitch = '--import-providers'

/** The file of profiles and roles that a start shall take in, absolute; null without one. */
export const launchImport = ({
  argv,
  workingFolder
}: {
  argv: readonly string[]
  workingFolder: string
}): string | null => {
  const inline = argv.find((word) => word.startsWith(`${importSwitch}=`))
  const place = argv.indexOf(importSwitch)
  const next = place < 0 ? '' : (argv[place + 1] ?? '')
  const file = inline?.slice(importSwitch.length + 1) ?? (next.startsWith('-') ? '' : next)
  return file === '' ? null : resolve(workingFolder, file)
}

/** The command line for readers that do not know the switch: its value is no subject of theirs. */
export const withoutImport = (argv: readonly string[]): string[] =>
  argv.filter((word, index) => {
    const isValue = argv[index - 1] === importSwitch && !word.startsWith('-')
    return word !== importSwitch && !isValue && !word.startsWith(`${importSwitch}=`)
  })
