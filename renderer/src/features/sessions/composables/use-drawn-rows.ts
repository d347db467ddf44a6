import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue'

/** More than any window shows at once. */
const firstRows = 60
const rowsAFrame = 120

export interface DrawnRows<T> {
  /** The first rows at once, then more in each frame until all are there. */
  drawn: ComputedRef<readonly T[]>
  /** Draws up to this place now. */
  reach: (place: number) => void
}

/** Draws a long list a part a frame, so that it opens as quickly as a short one. */
export const useDrawnRows = <T>(rows: () => readonly T[]): DrawnRows<T> => {
  const limit = ref(firstRows)
  let frame = 0
  const more = (): void => {
    cancelAnimationFrame(frame)
    if (limit.value >= rows().length) return
    frame = requestAnimationFrame(() => {
      limit.value += rowsAFrame
    })
  }
  watch([() => rows().length, limit], more, { immediate: true })
  onScopeDispose(() => cancelAnimationFrame(frame))
  return {
    drawn: computed(() => (limit.value >= rows().length ? rows() : rows().slice(0, limit.value))),
    reach: (place) => {
      if (place >= limit.value) limit.value = place + 1
    }
  }
}
