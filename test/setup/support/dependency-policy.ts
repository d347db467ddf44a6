export interface LockedPackage {
  license?: string
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  /** Names also what is used when it happens to be there. */
  peerDependenciesMeta?: Record<string, unknown>
  hasInstallScript?: boolean
}

/** All that the policy looks at; a test of the policy itself changes one part. */
export interface DependencyState {
  /** docs/dependencies.md. */
  page: string
  manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> }
  /** package-lock.json's `packages`, by path. */
  locked: Record<string, LockedPackage>
  shipped: { name: string; license: string }[]
}

interface PackageLine {
  name: string
  why: string
  where: string
  licence: string
}

const section = (page: string, title: string): string[] => {
  const start = page.indexOf(`\n## ${title}\n`)
  if (start < 0) throw new Error(`docs/dependencies.md has no part “${title}”`)
  const rest = page.slice(start + 1)
  const end = rest.indexOf('\n## ')
  return rest.slice(0, end < 0 ? undefined : end).split('\n')
}

const packageLines = (page: string): PackageLine[] =>
  section(page, 'Run-time packages').flatMap((line) => {
    const [, name = '', why = '', where = '', licence = ''] = line
      .split('|')
      .map((cell) => cell.trim())
    const quoted = /^`(.+)`$/.exec(name)?.[1]
    return quoted === undefined ? [] : [{ name: quoted, why, where, licence }]
  })

const bullets = (page: string, title: string): string[] =>
  section(page, title).flatMap((line) => /^- `([^`]+)`/.exec(line)?.[1] ?? [])

/** An expression is let in when all of its parts are, or one part of a choice. */
const isLetIn = (expression: string, allowed: ReadonlySet<string>): boolean => {
  const parts = expression.replaceAll(/[()]/g, '')
  if (parts.includes(' OR ') && parts.includes(' AND ')) return false
  return parts.includes(' OR ')
    ? parts.split(' OR ').some((part) => allowed.has(part))
    : parts.split(' AND ').every((part) => allowed.has(part))
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13)

/** The names of all that these packages bring along, themselves included. */
const broughtBy = (names: readonly string[], locked: DependencyState['locked']): Set<string> => {
  const byName = new Map<string, string[]>()
  for (const [path, entry] of Object.entries(locked)) {
    const { dependencies, peerDependencies, optionalDependencies, peerDependenciesMeta } = entry
    const peers = { ...peerDependencies, ...peerDependenciesMeta }
    const asked = Object.keys({ ...dependencies, ...optionalDependencies, ...peers })
    byName.set(nameOf(path), [...(byName.get(nameOf(path)) ?? []), ...asked])
  }
  const found = new Set<string>()
  const open = [...names]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue
    found.add(name)
    open.push(...(byName.get(name) ?? []))
  }
  return found
}

const unnamed = (
  { manifest, locked, shipped }: DependencyState,
  lines: PackageLine[]
): string[] => {
  const named = new Set(lines.map(({ name }) => name))
  const direct = shipped.filter(({ name }) => name in manifest.devDependencies)
  const wanted = [...Object.keys(manifest.dependencies), ...direct.map(({ name }) => name)]
  const brought = broughtBy([...named], locked)
  const stray = shipped.filter(({ name }) => !brought.has(name)).map(({ name }) => name)
  return [...new Set([...wanted.filter((name) => !named.has(name)), ...stray])].map(
    (name) => `${name} is shipped or needed at run time and not named`
  )
}

const leftovers = (
  { manifest, locked, shipped }: DependencyState,
  lines: PackageLine[]
): string[] => {
  const shippedNames = new Set(shipped.map(({ name }) => name))
  const stands = ({ name }: PackageLine): boolean =>
    name === 'electron' ||
    name in manifest.dependencies ||
    shippedNames.has(name) ||
    (name in manifest.devDependencies &&
      Object.keys(locked[`node_modules/${name}`]?.dependencies ?? {}).some((each) =>
        shippedNames.has(each)
      ))
  return lines
    .filter((line) => !stands(line))
    .map(({ name }) => `${name} is named and nothing of it is shipped`)
}

const licenceProblems = (
  { page, locked, shipped }: DependencyState,
  lines: PackageLine[]
): string[] => {
  const allowed = new Set(bullets(page, 'Licences let in'))
  const brought = broughtBy(
    lines.map(({ name }) => name),
    locked
  )
  const around = Object.entries(locked).filter(([path]) => brought.has(nameOf(path)))
  const used = new Set(around.flatMap(([, entry]) => entry.license?.match(/[\w.-]+/g) ?? []))
  const refused = shipped.filter(({ license }) => !isLetIn(license, allowed))
  const real = new Map(shipped.map(({ name, license }) => [name, license]))
  const wrong = lines.filter(({ name, licence }) => (real.get(name) ?? licence) !== licence)
  return [
    ...refused.map(({ name, license }) => `${name} is shipped under ${license}`),
    ...wrong.map(({ name }) => `${name} has another licence than the page says`),
    ...[...allowed].filter((id) => !used.has(id)).map((id) => `nothing here is under ${id}`)
  ]
}

const scriptProblems = ({ page, locked }: DependencyState): string[] => {
  const listed = new Set(bullets(page, 'Install scripts'))
  const found = Object.entries(locked).filter(([, entry]) => entry.hasInstallScript === true)
  const names = new Set(found.map(([path]) => nameOf(path)))
  return [
    ...[...names]
      .filter((name) => !listed.has(name))
      .map((name) => `${name} has an install script`),
    ...[...listed].filter((name) => !names.has(name)).map((name) => `${name} has no install script`)
  ]
}

/** Everything in which the page, package.json, the lock file and the bundles disagree. */
export const dependencyProblems = (state: DependencyState): string[] => {
  const lines = packageLines(state.page)
  const blank = lines.filter(({ why, where }) => why === '' || where === '')
  return [
    ...unnamed(state, lines),
    ...leftovers(state, lines),
    ...blank.map(({ name }) => `${name} is named without a reason or a place`),
    ...licenceProblems(state, lines),
    ...scriptProblems(state)
  ]
}
