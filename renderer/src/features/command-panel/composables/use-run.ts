import { computed, type ComputedRef } from 'vue'
import { useSessionStore } from '../../session/stores/session-store'
import { useCommandStore } from '../stores/command-store'

export interface Run {
  canStart: ComputedRef<boolean>
  canStop: ComputedRef<boolean>
  start: () => Promise<void>
  stop: () => Promise<void>
}

/** Start and Stop as every button, key and menu command means them. */
export const useRun = (): Run => {
  const session = useSessionStore()
  const command = useCommandStore()
  const canStart = computed(() => command.ready && !session.ownLive && !session.starting)
  const canStop = computed(() => session.steerable && !session.stopping)

  const start = async (): Promise<void> => {
    if (session.ownLive || session.starting) return
    if (command.typed.trim() === '') {
      focusSubject()
      return
    }
    if (!canStart.value || !(await command.confirmSubject())) return
    const request = command.request()
    if (request !== null) await session.start(request)
  }

  return { canStart, canStop, start, stop: () => session.stop() }
}

export const subjectInputId = 'subject-input'

/** Puts the cursor into the subject, with its text selected. */
export const focusSubject = (): void => {
  const input = document.getElementById(subjectInputId)
  if (input instanceof HTMLInputElement) {
    input.focus()
    input.select()
  }
}
