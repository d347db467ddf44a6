import { Gauge, Histogram, type Registry } from 'prom-client'
import type { Measured } from '../../preload/contract/figures'

export interface MeasurementOptions<L extends string> {
  name: string
  help: string
  /** Upper bounds of the buckets, in the unit in which values are observed. */
  buckets: readonly number[]
  /** Parts of the metric's base unit: 1,000 for milliseconds, which Prometheus wants in seconds. */
  perBaseUnit: number
  label?: L
}

export const nothingMeasured: Measured = { count: 0, sum: 0, max: 0 }

const roundTo = 1e6
const rounded = (value: number): number => Math.round(value * roundTo) / roundTo

/** A histogram and the largest value that it has seen, which histograms do not tell. */
export class Measurement<L extends string = never> {
  readonly #options: MeasurementOptions<L>
  readonly #histogram: Histogram<L>
  /** By the label's value, in the unit in which values are observed; '' without a label. */
  readonly #largest = new Map<string, number>()

  constructor(registry: Registry, options: MeasurementOptions<L>) {
    const { name, help, buckets, perBaseUnit, label } = options
    const common = { labelNames: label === undefined ? [] : [label], registers: [registry] }
    const bounds = buckets.map((bound) => bound / perBaseUnit)
    const largest = this.#largest
    this.#options = options
    this.#histogram = new Histogram<L>({ name, help, buckets: bounds, ...common })
    new Gauge<L>({
      name: `${name}_max`,
      help: `The largest so far: ${help}`,
      ...common,
      collect() {
        for (const [value, most] of largest) {
          this.labels(...(label === undefined ? [] : [value])).set(most / perBaseUnit)
        }
      }
    })
  }

  /** `value` is not negative; one that is no number is left out. */
  observe(value: number, labelValue = ''): void {
    if (!Number.isFinite(value) || value < 0) return
    const { label, perBaseUnit } = this.#options
    this.#histogram
      .labels(...(label === undefined ? [] : [labelValue]))
      .observe(value / perBaseUnit)
    const most = Math.max(value, this.#largest.get(labelValue) ?? 0)
    this.#largest.set(labelValue, most)
  }

  /** In the unit in which values were observed. */
  async measured(): Promise<Measured> {
    return (await this.measuredBy()).get('') ?? nothingMeasured
  }

  /** As `measured`, by the label's values. */
  async measuredBy(): Promise<Map<string, Measured>> {
    const { name, perBaseUnit, label } = this.#options
    const found = new Map<string, Measured>()
    for (const { metricName, value, labels } of (await this.#histogram.get()).values) {
      const key = label === undefined ? '' : String(labels[label])
      const known = found.get(key) ?? { count: 0, sum: 0, max: this.#largest.get(key) ?? 0 }
      if (metricName === `${name}_count`) known.count = value
      if (metricName === `${name}_sum`) known.sum = rounded(value * perBaseUnit)
      found.set(key, known)
    }
    return found
  }
}
