import { ref, type Ref } from 'vue'

/** Closer to the end than this counts as reading along. */
const nearEndPx = 24

export interface Tail {
  /** Whether the view follows the end; scrolling up stops it, scrolling back resumes it. */
  following: Ref<boolean>
  onScroll: () => void
  /** To be called after the content has grown, or the element was resized. */
  grown: () => void
  toEnd: () => void
  toStart: () => void
}

/** Keeps a scrolling element at its end while its content grows, unless the reader scrolled up. */
export const useTail = (element: Readonly<Ref<HTMLElement | null>>): Tail => {
  const following = ref(true)
  let heightPx: number | null = null
  const toEnd = (): void => {
    following.value = true
    const box = element.value
    if (box === null) return
    heightPx = box.clientHeight
    box.scrollTop = box.scrollHeight
  }
  const onScroll = (): void => {
    const box = element.value
    if (box === null) return
    // A box that shrinks scrolls too, without anybody having scrolled.
    if (following.value && heightPx !== null && heightPx !== box.clientHeight) return toEnd()
    following.value = box.scrollHeight - box.scrollTop - box.clientHeight <= nearEndPx
  }
  const grown = (): void => {
    if (following.value) toEnd()
  }
  const toStart = (): void => {
    following.value = false
    if (element.value !== null) element.value.scrollTop = 0
  }
  return { following, onScroll, grown, toEnd, toStart }
}
