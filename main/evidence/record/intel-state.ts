/** Which side more of the notes' counted sentences are on. */
export type IntelState = 'for' | 'against' | 'even'

/** Under so many counted sentences nothing is said of which side has more. */
export const leanNeeds = 5

/** The sign of the rules' counts on dated sentences; null under five of them. */
export const intelStateOf = (numberOf: (metric: string) => number | null): IntelState | null => {
  const count = (side: string): number => numberOf(`note.${side}`) ?? 0
  const [pro, contra] = [count('for'), count('against')]
  if (pro + contra + count('mixed') < leanNeeds) return null
  if (pro === contra) return 'even'
  return pro > contra ? 'for' : 'against'
}

const ways = {
  /** Before Intel has a vote it files its state at even odds. */
  even: 'even odds',
  vote: '(share * windows + 10) / (windows + 20)'
} as const

/** How Intel's p came about, with the state that it read: either way that state can be read back. */
export const intelMethod = (way: keyof typeof ways, state: IntelState): string =>
  `desk/1: ${ways[way]}, notes ${state}`

const states: readonly IntelState[] = ['for', 'against', 'even']

const byMethod: ReadonlyMap<string, IntelState> = new Map(
  states.flatMap((state) => [
    [intelMethod('even', state), state] as const,
    [intelMethod('vote', state), state] as const
  ])
)

/** The state that a forecast of Intel's was filed in; null for a method of another kind. */
export const stateOfMethod = (method: string): IntelState | null => byMethod.get(method) ?? null
