import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Fact } from '../../../../../preload/contract/facts'
import { useSessionStore } from '../../session/stores/session-store'

/** The facts of the session by id, and the one whose popover is open. */
export const useFactsStore = defineStore('facts', () => {
  const session = useSessionStore()
  const trail = ref<readonly string[]>([])
  const anchor = shallowRef<HTMLElement | null>(null)

  const facts = computed(() => session.state?.facts ?? [])
  const byId = computed(() => new Map<string, Fact>(facts.value.map((fact) => [fact.id, fact])))
  const openId = computed(() => trail.value.at(-1) ?? null)
  const open = computed(() =>
    openId.value === null ? null : (byId.value.get(openId.value) ?? null)
  )
  const previousId = computed(() => trail.value.at(-2) ?? null)

  const close = (): void => {
    anchor.value?.removeAttribute('data-open')
    trail.value = []
    anchor.value = null
  }

  /** Opens the fact that an element of a text cites; the same citation again closes it. */
  const show = (id: string, cited: HTMLElement): void => {
    const again = anchor.value === cited
    close()
    if (again) return
    cited.setAttribute('data-open', '')
    anchor.value = cited
    trail.value = [id]
  }

  /** Follows a derived fact to one of its inputs. */
  const follow = (id: string): void => {
    trail.value = [...trail.value, id]
  }
  const back = (): void => {
    trail.value = trail.value.slice(0, -1)
  }

  return { byId, anchor, openId, open, previousId, show, follow, back, close }
})
