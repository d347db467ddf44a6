import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'

/** A row that is not `free` cannot be selected, only opened. */
export interface SelectableRow {
  id: string
  free: boolean
}

export interface RowSelection {
  selected: Ref<ReadonlySet<string>>
  /** The row that the keys act on; null without rows. */
  active: ComputedRef<string | null>
  activate: (id: string) => void
  /** Moves the active row by so many; `extend` selects what lies between. */
  move: (by: number, extend: boolean) => void
  toggle: (id: string) => void
  /** Selects from the row that was last taken alone up to this one. */
  extendTo: (id: string) => void
  /** Selects all, or none where all are. */
  toggleAll: () => void
  /** `none`, `some` or `all` of those that can be selected. */
  share: ComputedRef<'none' | 'some' | 'all'>
}

type Rows = ComputedRef<readonly SelectableRow[]>

/** Where the keys are: by id, so that a refreshed list keeps it; by place once its row is gone. */
const useActiveRow = (
  rows: Rows
): Pick<RowSelection, 'active' | 'activate'> & {
  place: ComputedRef<number>
} => {
  const chosen = ref<string | null>(null)
  const lastPlace = ref(0)
  const place = computed(() => {
    const found = rows.value.findIndex(({ id }) => id === chosen.value)
    return found === -1 ? Math.min(lastPlace.value, rows.value.length - 1) : found
  })
  const active = computed(() => rows.value[place.value]?.id ?? null)
  const activate = (id: string): void => {
    chosen.value = id
    lastPlace.value = Math.max(0, place.value)
  }
  return { active, activate, place }
}

interface Selected extends Pick<RowSelection, 'selected' | 'share' | 'toggle' | 'toggleAll'> {
  take: (rows: readonly SelectableRow[]) => void
}

/** The selected rows: never one that runs, nor one that is gone. */
const useSelected = (rows: Rows): Selected => {
  const selected = shallowRef<ReadonlySet<string>>(new Set())
  const free = computed(() => rows.value.filter(({ free }) => free))
  const share = computed(() => {
    if (selected.value.size === 0) return 'none'
    return selected.value.size === free.value.length ? 'all' : 'some'
  })
  const isFree = (id: string): boolean => free.value.some((row) => row.id === id)

  const toggle = (id: string): void => {
    if (!isFree(id)) return
    const next = new Set(selected.value)
    if (!next.delete(id)) next.add(id)
    selected.value = next
  }
  const take = (taken: readonly SelectableRow[]): void => {
    selected.value = new Set(taken.filter((row) => row.free).map((row) => row.id))
  }
  const toggleAll = (): void => take(share.value === 'all' ? [] : free.value)
  watch(free, () => {
    const left = [...selected.value].filter(isFree)
    if (left.length !== selected.value.size) selected.value = new Set(left)
  })
  return { selected, share, toggle, toggleAll, take }
}

/** Which rows are selected and which is active, as in any list of files: by keys, clicks, Shift. */
export const useRowSelection = (rows: Rows): RowSelection => {
  const { take, ...marks } = useSelected(rows)
  const { active, activate, place } = useActiveRow(rows)
  let anchor: string | null = null

  const toggle = (id: string): void => {
    anchor = id
    marks.toggle(id)
  }
  const extendTo = (id: string): void => {
    const at = (wanted: string | null): number => rows.value.findIndex((row) => row.id === wanted)
    const to = at(id)
    const from = at(anchor) === -1 ? to : at(anchor)
    anchor = rows.value[from]?.id ?? id
    take(rows.value.slice(Math.min(from, to), Math.max(from, to) + 1))
  }
  const move = (by: number, extend: boolean): void => {
    const before = active.value
    const to = Math.min(rows.value.length - 1, Math.max(0, place.value + by))
    const next = rows.value[to]?.id
    if (next === undefined) return
    if (extend && anchor === null) anchor = before
    activate(next)
    if (extend) extendTo(next)
    else anchor = next
  }
  return { ...marks, active, activate, move, toggle, extendTo }
}
