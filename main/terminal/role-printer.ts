import type { Screen } from './screen'

interface Entry {
  heading: string
  /** Not shown yet. */
  text: string
  opened: boolean
  closed: boolean
  footer: string | null
}

/**
 * Shows roles that write at the same time one after the other, in the playbook's order: the first
 * that has not ended streams, the text of the others waits. Each role's text stays in one piece,
 * and two runs print the same whatever the order of their events.
 */
export class RolePrinter {
  readonly #screen: Screen
  readonly #order: string[]
  readonly #entries = new Map<string, Entry>()
  #notes: string[] = []
  #next = 0

  constructor(screen: Screen, order: readonly string[]) {
    this.#screen = screen
    this.#order = [...order]
  }

  start(role: string, heading: string): void {
    // A second attempt may begin when the first is shown already: then it comes next, but into no
    // other role's text.
    const shown = this.#order.slice(0, this.#next).includes(role)
    const busy = this.#current()?.opened === true
    if (shown) this.#order.splice(this.#next + Number(busy), 0, role)
    const entry = { heading, text: '', opened: false, closed: false, footer: null }
    this.#entries.set(role, entry)
    this.#show()
  }

  write(role: string, text: string): void {
    const entry = this.#entries.get(role)
    if (entry === undefined || entry.closed) return
    entry.text += text
    this.#show()
  }

  end(role: string, footer: string): void {
    const entry = this.#entries.get(role)
    if (entry === undefined || entry.closed) return
    entry.closed = true
    entry.footer = footer
    this.#show()
  }

  /** No more is to come of these roles, whether they ever started or not. */
  close(roles: readonly string[]): void {
    for (const role of roles) {
      const entry = this.#entries.get(role)
      if (entry !== undefined) entry.closed = true
      else this.#entries.set(role, this.#nothing())
    }
    this.#show()
  }

  /** A line that belongs to no role: it waits until no role's text is in the middle. */
  note(line: string): void {
    this.#notes.push(line)
    this.#show()
  }

  #nothing(): Entry {
    return { heading: '', text: '', opened: true, closed: true, footer: null }
  }

  #current(): Entry | null {
    const role = this.#order[this.#next]
    return (role === undefined ? undefined : this.#entries.get(role)) ?? null
  }

  #show(): void {
    for (let entry = this.#current(); entry !== null; entry = this.#current()) {
      this.#open(entry)
      if (entry.text !== '') this.#screen.stream(entry.text)
      entry.text = ''
      if (!entry.closed) return
      if (entry.footer !== null) this.#screen.line(entry.footer, 'quiet')
      this.#next += 1
    }
    this.#showNotes()
  }

  #open(entry: Entry): void {
    if (entry.opened) return
    this.#showNotes()
    this.#screen.line('')
    this.#screen.line(entry.heading, 'heading')
    entry.opened = true
  }

  #showNotes(): void {
    for (const note of this.#notes) this.#screen.line(note, 'alarm')
    this.#notes = []
  }
}
