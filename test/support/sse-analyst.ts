import { request, type IncomingMessage } from 'node:http'
import { onAbort } from '../../main/kernel/abort'
import type { Analyst, RoleAnswer, RoleContext } from '../../main/engine/ports'
import { okAnswer } from './plans'

const tokenOf = (line: string): string | null => {
  if (!line.startsWith('data: {')) return null
  return (JSON.parse(line.slice('data: '.length)) as { token: string }).token
}

const readTokens = async (response: IncomingMessage, context: RoleContext): Promise<void> => {
  let rest = ''
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const token = tokenOf(line)
      if (token !== null) context.write(token)
    }
  }
}

/** Reads a real SSE stream, as a model does: its socket is destroyed in the tick of the abort. */
export const sseAnalyst = (url: string): Analyst => ({
  kind: 'model',
  provider: 'loopback',
  model: 'sse',
  answer: (context, { signal }) =>
    new Promise<RoleAnswer>((resolve, reject) => {
      const call = request(url, { agent: false })
      const registration = onAbort(signal, () => call.destroy())
      call.on('close', () => registration.dispose())
      call.on('error', (error) => call.on('close', () => reject(error)))
      call.on('response', (response) => {
        readTokens(response, context).then(() => resolve(okAnswer), reject)
      })
      call.end()
    })
})
