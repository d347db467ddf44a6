import type { ErrorShape } from '../../../preload/contract/errors'
import { createStream } from '../stream/event-stream'
import { startApp } from './start-app'

const { warRoom } = window

/** A stream needs a ticket to connect; without one the connection fails and is tried again. */
const ticket = async (): Promise<{ url: string; ticket: string }> => {
  const answer = await warRoom.invoke('stream.ticket', {})
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

const lastRefusal = async (shown: string): Promise<ErrorShape | null> => {
  const answer = await warRoom.invoke('stream.lastRefusal', { ticket: shown })
  return answer.ok ? answer.value.refusal : null
}

const host = document.getElementById('app')
if (host === null) throw new Error('the page has no #app')
startApp(host, warRoom, createStream({ ticket, lastRefusal }))
