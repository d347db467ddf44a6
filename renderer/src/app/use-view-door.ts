import { nextTick, ref, type Ref } from 'vue'

/** The views that lie over the room, one at a time. */
export type OverView = 'sessions' | 'board' | 'settings'

export interface ViewDoor {
  open: Ref<OverView | null>
  show: (view: OverView) => void
  /** Goes back to where the focus was. */
  hide: () => void
  /** Goes on in the room, where something was opened. */
  leave: () => void
  /** Does something in the room, which must be seen for it. */
  before: (act: () => void | Promise<void>) => Promise<void>
}

/** Opens and closes the views over the room, and sees to the focus. */
export const useViewDoor = (): ViewDoor => {
  const open = ref<OverView | null>(null)
  let from: Element | null = null

  const focusAfter = async (find: () => Element | null): Promise<void> => {
    await nextTick()
    const target = find()
    if (target instanceof HTMLElement && target.isConnected) target.focus()
  }
  const show = (view: OverView): void => {
    if (open.value === null) from = document.activeElement
    open.value = view
  }
  const hide = (): void => {
    if (open.value === null) return
    open.value = null
    void focusAfter(() => from)
  }
  const leave = (): void => {
    open.value = null
    void focusAfter(() => document.querySelector('main'))
  }
  const before: ViewDoor['before'] = async (act) => {
    if (open.value !== null) {
      open.value = null
      // Until then the room takes no focus.
      await nextTick()
    }
    await act()
  }
  return { open, show, hide, leave, before }
}
