import { Counter, Gauge, type Registry } from 'prom-client'

export interface MetricName {
  name: string
  help: string
}

/** A gauge whose value lives elsewhere and is read when somebody asks. */
export const pulledGauge = (registry: Registry, metric: MetricName, read: () => number): Gauge =>
  new Gauge({
    ...metric,
    registers: [registry],
    collect() {
      this.set(read())
    }
  })

/** A counter that is counted elsewhere; `read` gives its value so far. */
export const pulledCounter = (
  registry: Registry,
  metric: MetricName,
  read: () => number
): Counter =>
  new Counter({
    ...metric,
    registers: [registry],
    collect() {
      this.reset()
      this.inc(read())
    }
  })

/** As `pulledCounter`, for one that is counted by the values of a label. */
export const pulledCounters = <L extends string>(
  registry: Registry,
  metric: MetricName & { label: L },
  read: () => Iterable<readonly [string, number]>
): Counter<L> => {
  const { name, help, label } = metric
  return new Counter<L>({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset()
      for (const [value, count] of read()) this.labels(value).inc(count)
    }
  })
}

interface Readable {
  get(): Promise<{ values: { value: number; labels: Partial<Record<string, string | number>> }[] }>
}

/** The value of a metric without labels. */
export const valueOf = async (metric: Readable): Promise<number> =>
  (await metric.get()).values[0]?.value ?? 0

/** The values of a metric with one label, by the label's values. */
export const valuesBy = async (metric: Readable, label: string): Promise<Record<string, number>> =>
  Object.fromEntries(
    (await metric.get()).values.map(({ value, labels }) => [String(labels[label]), value])
  )
