/** Characters that are read of an answer which is no stream. */
const readCharacters = 16_384
const shownCharacters = 120

const startOf = async (response: Response): Promise<string> => {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (reader !== undefined && text.length < readCharacters) {
    const { done, value } = await reader.read()
    if (done) break
    text += value
  }
  await reader?.cancel()
  return text
}

/** The words of an error as providers write it: `{error: {message}}`, `{error}` or `{message}`. */
const toldIn = (body: string): string | null => {
  try {
    const { error, message } = JSON.parse(body) as { error?: unknown; message?: unknown }
    const told = (error as { message?: unknown } | null | undefined)?.message ?? error ?? message
    return typeof told === 'string' ? told : null
  } catch {
    return null
  }
}

/**
 * As `fetch`, for answers that stream. Some servers tell an error under status 200, as JSON or as a
 * page; the SDK would read such an answer as an empty stream. Rejects with the words that it has.
 */
export const expectStream =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (input, init) => {
    const response = await fetch(input, init)
    const type = response.headers.get('content-type') ?? ''
    if (!response.ok || !/\b(json|html)\b/i.test(type)) return response
    const body = await startOf(response)
    const told = /json/i.test(type) ? toldIn(body) : null
    if (told !== null) throw new Error(told)
    const start = /json/i.test(type) ? `: ${body.slice(0, shownCharacters)}` : ''
    throw new Error(`it sent ${type} in place of a stream${start}`)
  }
