import { onScopeDispose, ref, watch, type Ref } from 'vue'

const tickEveryMs = 200

/** The wall clock in milliseconds, moving only while `running`. */
export const useNow = (running: () => boolean): Ref<number> => {
  const now = ref(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = (): void => {
    now.value = Date.now()
  }
  watch(
    running,
    (on) => {
      clearInterval(timer)
      tick()
      if (on) timer = setInterval(tick, tickEveryMs)
    },
    { immediate: true }
  )
  onScopeDispose(() => clearInterval(timer))
  return now
}
