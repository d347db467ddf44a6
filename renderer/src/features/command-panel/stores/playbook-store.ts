import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PlannedLane, PlannedStage } from '../../../../../preload/contract/events'
import type { Playbook } from '../../../../../preload/contract/routes'
import type { Language } from '../../../../../preload/contract/words'
import { useAttempt } from '../../errors/stores/errors-store'

/** The plan of a session before there is one: stages and roles in the reader's language. */
export const usePlaybookStore = defineStore('playbook', () => {
  const attempt = useAttempt()
  const playbook = shallowRef<Playbook | null>(null)

  const load = async (language: Language): Promise<void> => {
    playbook.value = (await attempt('playbook.get', { language })) ?? playbook.value
  }

  const stages = computed<PlannedStage[]>(() => playbook.value?.stages ?? [])
  const roles = computed<PlannedLane[]>(() =>
    stages.value.flatMap((stage) => stage.lanes.filter((lane) => lane.kind === 'role'))
  )
  return { stages, roles, load }
})
