import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import {
  chartParts,
  rememberChoice,
  rememberedChoice,
  type ChartPart
} from '../composables/chart-view'

/** How the reader wants the chart, remembered from one start to the next. */
export const useChartViewStore = defineStore('chart-view', () => {
  const choice = ref(rememberedChoice())
  const view = computed({
    get: () => choice.value.view,
    set: (next) => (choice.value = { ...choice.value, view: next })
  })
  const range = computed({
    get: () => choice.value.range,
    set: (next) => (choice.value = { ...choice.value, range: next })
  })
  const shows = (part: ChartPart): boolean => choice.value.parts.includes(part)
  const toggle = (part: ChartPart): void => {
    const parts = chartParts.filter((each) => shows(each) !== (each === part))
    choice.value = { ...choice.value, parts }
  }
  watch(choice, rememberChoice)
  return { view, range, shows, toggle }
})
