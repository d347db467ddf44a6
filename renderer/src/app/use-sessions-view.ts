import { nextTick, ref, type Ref } from 'vue'

export interface SessionsViewDoor {
  open: Ref<boolean>
  show: () => void
  /** Goes back to where the focus was. */
  hide: () => void
  /** A session was opened: goes on in the room. */
  leave: () => void
  /** Does something in the room, which must be seen for it. */
  before: (act: () => void | Promise<void>) => Promise<void>
}

/** Opens and closes the sessions view over the room, and sees to the focus. */
export const useSessionsView = (): SessionsViewDoor => {
  const open = ref(false)
  let from: Element | null = null

  const focusAfter = async (find: () => Element | null): Promise<void> => {
    await nextTick()
    const target = find()
    if (target instanceof HTMLElement && target.isConnected) target.focus()
  }
  const show = (): void => {
    if (open.value) return
    from = document.activeElement
    open.value = true
  }
  const hide = (): void => {
    if (!open.value) return
    open.value = false
    void focusAfter(() => from)
  }
  const leave = (): void => {
    open.value = false
    void focusAfter(() => document.querySelector('main'))
  }
  const before: SessionsViewDoor['before'] = async (act) => {
    if (open.value) {
      open.value = false
      // Until then the room takes no focus.
      await nextTick()
    }
    await act()
  }
  return { open, show, hide, leave, before }
}
