import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { useSessionStore } from '../../session/stores/session-store'

export type DockSize = 'folded' | 'half' | 'full'

/** How much room the summary takes: folded until there is one, then half the window's height. */
export const useSummaryDockStore = defineStore('summary-dock', () => {
  const session = useSessionStore()
  const size = ref<DockSize>('folded')
  const summary = computed(() => session.state?.summary ?? null)
  watch(
    () => summary.value !== null,
    (there) => {
      size.value = there ? 'half' : 'folded'
    },
    { immediate: true }
  )
  const show = (next: DockSize): void => {
    if (summary.value !== null) size.value = next
  }
  return { size, summary, show }
})
