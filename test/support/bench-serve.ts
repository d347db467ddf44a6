/** What a benchmark's child answers to: names and functions of one plain value. */
export type BenchCalls = Record<string, (input: never) => unknown>

export type CallAnswer = { id: number; value: unknown } | { id: number; problem: string }

interface Call {
  id: number
  name: string
  input: never
}

/** Answers the parent's calls until the parent is gone. */
export const serveBench = (calls: BenchCalls): void => {
  const answer = async ({ id, name, input }: Call): Promise<CallAnswer> => {
    try {
      const call = calls[name]
      if (call === undefined) throw new Error('there is no such call')
      return { id, value: await call(input) }
    } catch (error) {
      return { id, problem: error instanceof Error ? (error.stack ?? error.message) : `${error}` }
    }
  }
  process.on('message', (call: Call) => {
    void answer(call).then((result) => process.send?.(result))
  })
  process.on('disconnect', () => process.exit(0))
}
