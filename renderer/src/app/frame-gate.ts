/** Long enough that a frame normally comes first; a hidden window has no frames at all. */
const hiddenWindowMs = 100

export interface FrameGate<T> {
  push(value: T): void
  /** Applies the waiting value now. */
  flush(): void
  /** Drops the waiting value. */
  clear(): void
}

/** Passes on the newest value at most once an animation frame, in hidden windows ten times a second. */
export const createFrameGate = <T>(apply: (value: T) => void): FrameGate<T> => {
  let waiting: { value: T } | null = null
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const clear = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    waiting = null
  }
  const flush = (): void => {
    const ready = waiting
    clear()
    if (ready !== null) apply(ready.value)
  }
  const push = (value: T): void => {
    const idle = waiting === null
    waiting = { value }
    if (!idle) return
    frame = requestAnimationFrame(flush)
    timer = setTimeout(flush, hiddenWindowMs)
  }
  return { push, flush, clear }
}
