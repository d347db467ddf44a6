import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Last, in this order: what is installed is looked at, used, replaced and taken away. */
const last = ['package', 'first-use', 'entrances', 'gate', 'switches', 'upgrade', 'purge'].map(
  (name) => `/installed/${name}.test.ts`
)
const placeOf = ({ moduleId }: TestSpecification): number =>
  last.findIndex((name) => moduleId.endsWith(name))

/** Tests of what was built by name, then those of the installed program in their order. */
export class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort(
      (one, other) => placeOf(one) - placeOf(other) || one.moduleId.localeCompare(other.moduleId)
    )
  }
}
