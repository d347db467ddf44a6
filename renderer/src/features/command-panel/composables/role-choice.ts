import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Mode } from '../../../../../preload/contract/words'
import { usePlaybookStore } from '../stores/playbook-store'

export interface RoleChoice {
  mode: Ref<Mode>
  chosenRoles: ComputedRef<string[]>
  hasRoles: ComputedRef<boolean>
  switchRole: (id: string, on: boolean) => void
  choose: (mode: Mode, roles: readonly string[]) => void
}

/** Which roles the next session has. Those left out are kept, so that a new role starts chosen. */
export const useRoleChoice = (): RoleChoice => {
  const playbook = usePlaybookStore()
  const mode = ref<Mode>('god')
  const leftOut = ref<ReadonlySet<string>>(new Set())
  const all = computed(() => playbook.roles.map((role) => role.id))
  const chosenRoles = computed(() => all.value.filter((id) => !leftOut.value.has(id)))
  const hasRoles = computed(() => mode.value === 'god' || chosenRoles.value.length > 0)

  const switchRole = (id: string, on: boolean): void => {
    const others = [...leftOut.value].filter((each) => each !== id)
    leftOut.value = new Set(on ? others : [...others, id])
  }
  const choose = (next: Mode, roles: readonly string[]): void => {
    mode.value = next
    leftOut.value = new Set(next === 'god' ? [] : all.value.filter((id) => !roles.includes(id)))
  }
  return { mode, chosenRoles, hasRoles, switchRole, choose }
}
