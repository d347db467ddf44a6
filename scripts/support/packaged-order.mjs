import { BaseSequencer } from 'vitest/node'

/** Last, in this order: what is installed is looked at, used, replaced and taken away. */
const LAST = ['package', 'first-use', 'entrances', 'gate', 'switches', 'upgrade', 'purge'].map(
  (name) => `/installed/${name}.test.ts`
)

/** Tests of what was built by name, then those of the installed program in their order. */
export class PackagedOrder extends BaseSequencer {
  /** @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    const placeOf = ({ moduleId }) => LAST.findIndex((name) => moduleId.endsWith(name))
    return [...files].sort(
      (one, other) => placeOf(one) - placeOf(other) || one.moduleId.localeCompare(other.moduleId)
    )
  }
}
