import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { defaultBenchmarks } from '../../../../../preload/contract/settings'
import {
  benchmarksOf,
  problemOf,
  rowsOf,
  type BenchmarkProblem,
  type BenchmarkRow
} from '../composables/benchmark-rows'
import { useSettingsStore } from './settings-store'

/** The table of benchmarks as it is typed; each change is kept as soon as the whole can be. */
export const useBenchmarkDraftStore = defineStore('benchmark-draft', () => {
  const settings = useSettingsStore()
  /** Null while the table is what is kept. */
  const typed = ref<BenchmarkRow[] | null>(null)
  const rows = computed(() => typed.value ?? rowsOf(settings.settings.benchmarks))
  const problems = computed<(BenchmarkProblem | null)[]>(() =>
    rows.value.map((_, index) => problemOf(rows.value, index))
  )

  const change = (index: number, part: Partial<BenchmarkRow>): void => {
    typed.value = rows.value.map((row, at) => (at === index ? { ...row, ...part } : row))
  }
  const save = (): void => {
    if (typed.value === null || problems.value.some((problem) => problem !== null)) return
    const benchmarks = benchmarksOf(typed.value)
    typed.value = null
    void settings.change({ benchmarks })
  }
  const replace = (next: BenchmarkRow[]): void => {
    typed.value = next
    save()
  }
  /** A row that is still to be filled in; it is kept with its first change. */
  const add = (): void => {
    typed.value = [...rows.value, { suffix: '', symbol: '' }]
  }
  const remove = (index: number): void => replace(rows.value.filter((_, at) => at !== index))
  const reset = (): void => replace(rowsOf(defaultBenchmarks))

  return { rows, problems, change, save, replace, add, remove, reset }
})
