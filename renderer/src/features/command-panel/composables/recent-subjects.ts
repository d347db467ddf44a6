import { ref, type Ref } from 'vue'

const storageKey = 'war-room.recent-subjects'
const kept = 4

/** What was typed and the name that its file had. */
export interface RecentSubject {
  typed: string
  name: string
}

const isRecent = (value: unknown): value is RecentSubject =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as RecentSubject).typed === 'string' &&
  typeof (value as RecentSubject).name === 'string'

const read = (): RecentSubject[] => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isRecent).slice(0, kept) : []
  } catch {
    return []
  }
}

/** Paths of price files that were read before, newest first; kept on this machine only. */
export const useRecentSubjects = (): {
  recent: Ref<RecentSubject[]>
  remember: (subject: RecentSubject) => void
} => {
  const recent = ref(read())
  const remember = (subject: RecentSubject): void => {
    const others = recent.value.filter((each) => each.typed !== subject.typed)
    recent.value = [subject, ...others].slice(0, kept)
    try {
      localStorage.setItem(storageKey, JSON.stringify(recent.value))
    } catch {
      // A full or missing store only costs the convenience.
    }
  }
  return { recent, remember }
}
