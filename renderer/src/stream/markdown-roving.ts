const linkSelector = '.fact-link'

const offsetOf = (link: Element): string => link.parentElement?.dataset['offset'] ?? ''

/**
 * One tab stop for all citations of a text: the arrow keys move among them, Home and End go to the
 * first and the last. The stop is remembered by its place, so that rendering again keeps it.
 */
export class FactRoving {
  private stop: string | null = null

  constructor(private readonly host: HTMLElement) {}

  /** Gives new nodes their tab stop before they are shown. */
  prepare(made: ParentNode): void {
    for (const link of made.querySelectorAll(linkSelector)) {
      this.stop ??= offsetOf(link)
      link.setAttribute('tabindex', offsetOf(link) === this.stop ? '0' : '-1')
    }
  }

  forget(): void {
    this.stop = null
  }

  /** The citation that has the focus becomes the stop. */
  settle(target: EventTarget | null): void {
    if (target instanceof HTMLElement && target.matches(linkSelector)) this.stopAt(target)
  }

  /** Moves the focus among the citations. Tells whether the key was one of its own. */
  onKey(event: KeyboardEvent): boolean {
    const { target } = event
    if (!(target instanceof HTMLElement) || !target.matches(linkSelector)) return false
    const links = [...this.host.querySelectorAll<HTMLElement>(linkSelector)]
    const at = links.indexOf(target)
    const goals: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: links.length - 1
    }
    const goal = goals[event.key]
    if (goal === undefined) return false
    const next = links[Math.min(links.length - 1, Math.max(0, goal))]
    if (next === undefined) return false
    this.stopAt(next)
    next.focus()
    return true
  }

  private stopAt(target: HTMLElement): void {
    this.stop = offsetOf(target)
    for (const link of this.host.querySelectorAll(linkSelector)) {
      link.setAttribute('tabindex', link === target ? '0' : '-1')
    }
  }
}
