import type { RowSelection } from './use-row-selection'

const pageRows = 10

export interface TableActions {
  selection: RowSelection
  open: (id: string) => void
  /** Deletes what is selected, or the active row. */
  remove: () => void
  /** Up from the first row. */
  leave: () => void
  /** A letter was pressed: it is meant for the search, where there is one. */
  type?: () => void
  focusActive: () => void
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: pageRows,
  PageUp: -pageRows,
  Home: -Infinity,
  End: Infinity
}

const isLetter = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  key.length === 1 && key !== ' ' && key !== '?' && !ctrlKey && !metaKey && !altKey

/** The keys of a table of rows, as those of any list of files. */
export const useTableKeys = (
  actions: TableActions
): { onKeydown: (event: KeyboardEvent) => void } => {
  const { selection } = actions

  const step = (event: KeyboardEvent, by: number): void => {
    const before = selection.active.value
    selection.move(by, event.shiftKey)
    if (by === -1 && selection.active.value === before) actions.leave()
    else actions.focusActive()
  }
  const actionOf = (event: KeyboardEvent): (() => void) | null => {
    const active = selection.active.value
    const by = steps[event.key]
    if (by !== undefined) return () => step(event, by)
    if (active === null) return null
    if (event.key === 'Enter') return () => actions.open(active)
    if (event.key === 'Delete') return actions.remove
    if (event.key === ' ') return () => selection.toggle(active)
    const all = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)
    return all ? selection.toggleAll : null
  }
  const onKeydown = (event: KeyboardEvent): void => {
    // The head's buttons are pressed by their own keys.
    const onButton = event.target instanceof HTMLButtonElement
    // What is prevented was one of the window's own keys.
    if (event.defaultPrevented || event.isComposing) return
    if (onButton && (event.key === 'Enter' || event.key === ' ')) return
    const action = actionOf(event)
    if (action !== null) {
      event.preventDefault()
      action()
    } else if (isLetter(event)) actions.type?.()
  }
  return { onKeydown }
}
