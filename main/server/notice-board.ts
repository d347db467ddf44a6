import type { Notice } from '../../preload/contract/notices'

/** Notices of the program's life, oldest first; one of each id, the latest. */
export class NoticeBoard {
  readonly #limit: number
  readonly #notices = new Map<string, Notice>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Past the limit the oldest is forgotten. */
  add(notice: Notice): void {
    this.#notices.delete(notice.id)
    this.#notices.set(notice.id, notice)
    if (this.#notices.size <= this.#limit) return
    const [oldest] = this.#notices.keys()
    if (oldest !== undefined) this.#notices.delete(oldest)
  }

  all(): Notice[] {
    return [...this.#notices.values()]
  }
}
