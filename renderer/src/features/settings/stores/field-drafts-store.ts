import { defineStore } from 'pinia'
import { ref } from 'vue'

/** What was typed into fields of the settings and could not be kept yet, by the field's id. */
export const useFieldDraftsStore = defineStore('field-drafts', () => {
  const drafts = ref<Record<string, string>>({})
  const put = (id: string, text: string): void => {
    drafts.value = { ...drafts.value, [id]: text }
  }
  const drop = (id: string): void => {
    drafts.value = Object.fromEntries(Object.entries(drafts.value).filter(([key]) => key !== id))
  }
  return { drafts, put, drop }
})
