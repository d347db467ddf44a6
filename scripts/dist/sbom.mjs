import { readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library'
import { projectRoot } from '../support/project.mjs'
import { buildTime } from './build-time.mjs'
import { electronHolds } from './electron-holds.mjs'

const { ComponentType, HashAlgorithm } = Enums
// The expressions are held to a list elsewhere (licence-policy.mjs).
const licenceFactory = new Contrib.License.Factories.LicenseFactory(() => undefined)

/**
 * The bill of materials in CycloneDX 1.6: the application, every npm package of which something is
 * shipped, and Electron. The same commit and packages make the same bytes: it has no serial number,
 * and its time is the commit's (or SOURCE_DATE_EPOCH).
 * @param {{ packages: { name: string, version: string, license: string, folder: string }[],
 *   version: string, electronVersion: string, projectFolder?: string }} options
 * @returns {string} JSON
 */
export function sbomJson({ packages, version, electronVersion, projectFolder = projectRoot }) {
  const manifest = readJson(projectFolder, 'package.json')
  const locked = readJson(projectFolder, 'package-lock.json').packages
  const application = applicationComponent(manifest, version)
  const shipped = new Map(packages.map((one) => shippedComponent(one, locked, projectFolder)))
  const electron = electronComponent(electronVersion, projectFolder)
  joinComponents(application, shipped, locked)
  application.dependencies.add(electron.bomRef)
  const bom = new Models.Bom({
    metadata: new Models.Metadata({ component: application, timestamp: buildTime(projectFolder) }),
    components: new Models.ComponentRepository([...shipped.values(), electron])
  })
  const serializer = new Serialize.JsonSerializer(
    new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)
  )
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`
}

function applicationComponent({ name, description, license }, version) {
  return new Models.Component(ComponentType.Application, name, {
    version,
    description,
    bomRef: `${name}@${version}`,
    licenses: licencesOf(license)
  })
}

function shippedComponent({ name, version, license, folder }, locked, projectFolder) {
  const path = relative(projectFolder, folder).split(sep).join('/')
  const component = npmComponent(ComponentType.Library, name, version, license)
  const [algorithm, sum] = (locked[path]?.integrity ?? '').split('-', 2)
  if (algorithm === 'sha512') {
    const hash = Buffer.from(sum, 'base64').toString('hex')
    component.hashes.set(HashAlgorithm['SHA-512'], hash)
  }
  return [path, component]
}

function electronComponent(version, projectFolder) {
  const electron = npmComponent(ComponentType.Framework, 'electron', version, 'MIT')
  for (const [name, held] of Object.entries(electronHolds(projectFolder))) {
    const inside = new Models.Component(ComponentType.Framework, name, {
      version: held,
      bomRef: `${name}@${held}`,
      purl: `pkg:generic/${name}@${held}`
    })
    electron.components.add(inside)
  }
  return electron
}

function npmComponent(type, fullName, version, license) {
  const slash = fullName.indexOf('/')
  const group = slash < 0 ? undefined : fullName.slice(0, slash)
  // Within a purl an @ that is not the version's is written as %40.
  const purl = `pkg:npm/${fullName.replace('@', '%40')}@${version}`
  const options = { version, group, purl, bomRef: purl, licenses: licencesOf(license) }
  return new Models.Component(type, fullName.slice(slash + 1), options)
}

function licencesOf(expression) {
  return new Models.LicenseRepository([licenceFactory.makeFromString(expression)])
}

/** What nothing else that is shipped asks for, the application itself does. */
function joinComponents(application, shipped, locked) {
  const needed = new Set()
  for (const [path, component] of shipped) {
    const { dependencies, peerDependencies, peerDependenciesMeta } = locked[path] ?? {}
    // The last names what is used when it happens to be there.
    const asked = { ...dependencies, ...peerDependencies, ...peerDependenciesMeta }
    for (const name of Object.keys(asked)) {
      const found = findFrom(path, name, shipped)
      if (found !== undefined) {
        component.dependencies.add(found.bomRef)
        needed.add(found)
      }
    }
  }
  for (const component of shipped.values()) {
    if (!needed.has(component)) {
      application.dependencies.add(component.bomRef)
    }
  }
}

/** As Node looks for a package: beside the one that asks, then further out. */
function findFrom(path, name, shipped) {
  const here = shipped.get(`${path}/node_modules/${name}`)
  const end = path.lastIndexOf('/node_modules/')
  if (here !== undefined || end < 0) {
    return here ?? shipped.get(`node_modules/${name}`)
  }
  return findFrom(path.slice(0, end), name, shipped)
}

function readJson(...path) {
  return JSON.parse(readFileSync(join(...path), 'utf8'))
}
