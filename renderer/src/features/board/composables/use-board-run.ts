import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import type { BoardResult, BoardRow } from '../../../../../preload/contract/board'
import { useStream } from '../../../app/stream-port'
import { useAttempt } from '../../errors/stores/errors-store'

export interface BoardProgress {
  done: number
  total: number
}

export interface BoardRun {
  /** Null while no board runs. */
  progress: Ref<BoardProgress | null>
  running: ComputedRef<boolean>
  /** Asked for, and not ended yet. */
  cancelling: Ref<boolean>
  /** The board that is shown; while one runs it has the rows that have come. */
  result: Ref<BoardResult | null>
  rows: ComputedRef<ReadonlyMap<string, BoardRow>>
  /** What the last run of this window came to; null while one runs, and after one that failed. */
  ended: Ref<BoardResult | null>
  /** Shows a board that was run before, unless one runs. */
  recall: (last: BoardResult | null) => void
  /** False when it failed; the board before is shown again then. */
  run: (asOf: string | null, total: number) => Promise<boolean>
  cancel: () => Promise<void>
}

const begun = (asOfAsked: string | null): BoardResult => ({
  ...{ asOfAsked, wallTime: Date.now(), cancelled: false, rows: [] }
})

/** Runs the board: its rows come one by one over the stream, the whole of it as the answer. */
export const useBoardRun = (): BoardRun => {
  const attempt = useAttempt()
  const progress = shallowRef<BoardProgress | null>(null)
  const running = computed(() => progress.value !== null)
  const cancelling = ref(false)
  const result = shallowRef<BoardResult | null>(null)
  const ended = shallowRef<BoardResult | null>(null)
  const rows = computed(() => new Map((result.value?.rows ?? []).map((row) => [row.id, row])))

  const onRow = useStream().on('board', ({ done, total, row }) => {
    // What comes after the answer is part of it already.
    if (progress.value === null || result.value === null) return
    progress.value = { done, total }
    const others = result.value.rows.filter(({ id }) => id !== row.id)
    result.value = { ...result.value, rows: [...others, row] }
  })
  onScopeDispose(onRow)

  const recall = (last: BoardResult | null): void => {
    if (!running.value) result.value = last
  }
  const run: BoardRun['run'] = async (asOf, total) => {
    if (running.value) return false
    const before = result.value
    progress.value = { done: 0, total }
    result.value = begun(asOf)
    ended.value = null
    const answer = await attempt('board.run', { asOf })
    progress.value = null
    cancelling.value = false
    result.value = answer ?? before
    ended.value = answer
    return answer !== null
  }
  const cancel = async (): Promise<void> => {
    if (!running.value || cancelling.value) return
    cancelling.value = true
    if ((await attempt('board.cancel', {})) === null) cancelling.value = false
  }
  return { progress, running, cancelling, result, rows, ended, recall, run, cancel }
}
