import { deskAnalyst, type RoleAnalysts } from '../../../../../preload/contract/providers'

/** Who is asked for a role, the first choice first: the desk where nothing is said. */
export const analystsOf = (roles: RoleAnalysts, role: string): string[] =>
  roles[role] ?? [deskAnalyst]

/** The desk alone is what holds without an entry. */
export const withAnalysts = (roles: RoleAnalysts, role: string, list: string[]): RoleAnalysts => {
  const others = Object.entries(roles).filter(([id]) => id !== role)
  const deskOnly = list.every((id) => id === deskAnalyst)
  return Object.fromEntries(deskOnly ? others : [...others, [role, list]])
}

/** A model goes before the desk at the end, which always answers. */
export const added = (list: readonly string[], analyst: string): string[] => {
  const last = list.at(-1)
  if (last !== deskAnalyst || analyst === deskAnalyst) return [...list, analyst]
  return [...list.slice(0, -1), analyst, last]
}

export const movedEarlier = (list: readonly string[], index: number): string[] => {
  const [before, moved] = [list[index - 1], list[index]]
  if (before === undefined || moved === undefined) return [...list]
  return list.with(index - 1, moved).with(index, before)
}

export const removedAt = (list: readonly string[], index: number): string[] =>
  list.filter((_, at) => at !== index)
