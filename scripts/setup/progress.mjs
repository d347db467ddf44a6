const MEGABYTE = 1_000_000
const BAR_WIDTH = 28
const REDRAW_MS = 100
const PIPED_STEP = 0.25
const PIPED_MS = 10_000
const WORTH_BYTES = 5 * MEGABYTE

/** Bytes as megabytes with one decimal, such as `196.3 MB`. */
export function formatMegabytes(bytes) {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`
}

/**
 * Shows how far a step has come: a bar on a terminal, sparse lines when the output is piped.
 * All set-up talk goes to stderr, so that a script's stdout stays its own.
 */
export class Progress {
  #stream
  #label
  #lastDrawMs = performance.now()
  #lastShare = 0
  #drawn = false

  /** @param {string} label what is being fetched or unpacked */
  constructor(label, stream = process.stderr) {
    this.#label = label
    this.#stream = stream
  }

  /** @param {number} done bytes so far  @param {number} total bytes in all, 0 when unknown */
  update(done, total) {
    const nowMs = performance.now()
    if (this.#stream.isTTY) {
      if (nowMs - this.#lastDrawMs >= REDRAW_MS) {
        this.#lastDrawMs = nowMs
        this.#draw(done, total)
      }
      return
    }
    if (total > 0 && total < WORTH_BYTES) {
      return
    }
    const share = total > 0 ? done / total : 0
    if (share - this.#lastShare >= PIPED_STEP || nowMs - this.#lastDrawMs >= PIPED_MS) {
      this.#lastDrawMs = nowMs
      this.#lastShare = share
      this.#stream.write(`  ${this.#label}: ${sizes(done, total)}\n`)
    }
  }

  /** Ends the bar, so that the next line starts on a clean one. */
  end() {
    if (this.#drawn) {
      this.#stream.write('\r\u001B[2K')
      this.#drawn = false
    }
  }

  #draw(done, total) {
    const filled = total > 0 ? Math.min(BAR_WIDTH, Math.round((done / total) * BAR_WIDTH)) : 0
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
    this.#stream.write(`\r\u001B[2K  ${this.#label} ${bar} ${sizes(done, total)}`)
    this.#drawn = true
  }
}

function sizes(done, total) {
  return total > 0
    ? `${(done / MEGABYTE).toFixed(1)} of ${formatMegabytes(total)}`
    : formatMegabytes(done)
}
