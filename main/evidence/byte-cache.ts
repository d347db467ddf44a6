/** Bytes by key up to a total; what was used longest ago goes first. */
export class ByteCache {
  readonly #limitBytes: number
  /** In the order of their last use, the oldest first. */
  readonly #items = new Map<string, Uint8Array>()
  #bytes = 0

  /** `limitBytes` may be Infinity. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: string): Uint8Array | null {
    const found = this.#items.get(key)
    if (found === undefined) return null
    this.#items.delete(key)
    this.#items.set(key, found)
    return found
  }

  /** Holds `bytes` under `key`, unless they alone are over the limit. */
  set(key: string, bytes: Uint8Array): void {
    this.#drop(key)
    if (bytes.byteLength > this.#limitBytes) return
    this.#items.set(key, bytes)
    this.#bytes += bytes.byteLength
    for (const oldest of this.#items.keys()) {
      if (this.#bytes <= this.#limitBytes) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#items.get(key)?.byteLength ?? 0
    this.#items.delete(key)
  }
}
