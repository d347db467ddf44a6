import { nextTick, onBeforeUpdate, onUpdated, type Ref } from 'vue'

/**
 * Puts the focus on a table's active row, the one in the tab order. A row that goes away takes the
 * focus with it; its successor gets it. `draw` sees to it that the row is there.
 */
export const useRowFocus = (
  host: Readonly<Ref<HTMLElement | null>>,
  draw: () => void = () => undefined
): { focusActive: () => Promise<void> } => {
  const focusActive = async (): Promise<void> => {
    draw()
    await nextTick()
    host.value?.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus()
  }
  let hadFocus = false
  onBeforeUpdate(() => {
    hadFocus = host.value?.contains(document.activeElement) ?? false
  })
  onUpdated(() => {
    if (hadFocus && !host.value?.contains(document.activeElement)) void focusActive()
  })
  return { focusActive }
}
