import type { ForecastRecord } from '../../../preload/contract/forecasts'
import type { Stance } from '../../../preload/contract/words'
import type { PriceFile } from '../price-file'
import { horizonBars } from '../facts/states'
import { voterNames } from '../facts/votes'
import { forecastRecords } from './forecast-records'
import type { KeptForecast } from './kept-forecast'
import { roomRole } from './record-drafts'
import { walkForward, warmUpBars } from './walk-forward'

/** What the room's own record was before a step. */
export interface KnownRecord {
  n: number
  brier: number
  se: number
}

/** The stance that the room takes on p, with the record that it had by then. */
export type StanceOf = (p: number, record: KnownRecord | null) => Stance

export interface Calibration {
  name: string
  bars: number
  from: string
  to: string
  /** Rooms that were scored. */
  steps: number
  /** Of each voter, then of the room. */
  records: ForecastRecord[]
  /** How often the room took each stance. */
  stances: Partial<Record<Stance, number>>
}

export interface CalibrationOptions {
  name: string
  stanceOf: StanceOf
  /** Hears of the share that is done, 0–1. */
  onProgress?: (share: number) => void
}

/** The running figures of the room's scores; Welford's sums, so that a step costs nothing. */
class RoomScores {
  #n = 0
  #mean = 0
  #squares = 0

  add(brier: number): void {
    this.#n += 1
    const before = brier - this.#mean
    this.#mean += before / this.#n
    this.#squares += before * (brier - this.#mean)
  }

  known(): KnownRecord | null {
    if (this.#n < 2) return null
    const se = Math.sqrt(this.#squares / (this.#n - 1) / this.#n)
    return { n: this.#n, brier: this.#mean, se }
  }
}

const roles: readonly string[] = [...voterNames, roomRole]

const inOrder = (one: ForecastRecord, other: ForecastRecord): number =>
  roles.indexOf(one.role) - roles.indexOf(other.role)

/**
 * How the desk's forecasts would have done on one file: see `walkForward`.
 * @throws {AppError} `evidence.*`
 */
export const calibrate = (
  file: PriceFile,
  { name, stanceOf, onProgress = () => undefined }: CalibrationOptions
): Calibration => {
  const { dates } = file.bars
  const expected = Math.max(1, Math.floor((dates.length - 1 - warmUpBars) / horizonBars))
  const stances: Calibration['stances'] = {}
  const forecasts: KeptForecast[] = []
  const scores = new RoomScores()
  let steps = 0
  for (const step of walkForward(file, name)) {
    const stance = step.p === null ? 'no-call' : stanceOf(step.p, scores.known())
    stances[stance] = (stances[stance] ?? 0) + 1
    for (const forecast of step.forecasts) {
      forecasts.push(forecast)
      if (forecast.role === roomRole) scores.add(forecast.outcome?.brier ?? NaN)
    }
    steps += 1
    onProgress(Math.min(1, steps / expected))
  }
  const records = forecastRecords(forecasts, { subject: name, until: null }).sort(inOrder)
  const span = { from: dates[0] ?? '', to: dates.at(-1) ?? '' }
  return { name, bars: dates.length, ...span, steps, records, stances }
}
