import { WebSocket } from 'ws'
import { appOrigin, windowHeader } from '../../../preload/contract/channels'
import type { SessionState } from '../../../preload/contract/session-state'
import { createStream, type EventStream } from '../../../renderer/src/stream/event-stream'
import type { WebSocketConstructor } from '../../../renderer/src/stream/stream-transport'
import { memoryHeld, type MemoryReading } from '../../support/bench-memory'
import { serveBench } from '../../support/bench-serve'

interface Page {
  stream: EventStream
  states: Map<string, SessionState>
  look: Set<() => void>
}

const pages = new Map<string, Page>()
const problems: string[] = []

/** A WebSocket whose upgrade bears the mark of its window, as the shell's network layer adds it. */
const socketOf = (principal: string): WebSocketConstructor =>
  class extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { origin: appOrigin, headers: { [windowHeader]: principal } })
    }
  }

const pageOf = (principal: string): Page => {
  const page = pages.get(principal)
  if (page === undefined) throw new Error(`there is no page of ${principal}`)
  return page
}

const when = (page: Page, holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (!holds()) return
      page.look.delete(look)
      resolve()
    }
    page.look.add(look)
    look()
  })

const typed = ({ roles }: SessionState): number =>
  roles.reduce((sum, { text }) => sum + text.length, 0)

/** Windows without their windows: the page's own client code, many in one process. */
const calls = {
  connect: async ({
    principal,
    url,
    ticket
  }: {
    principal: string
    url: string
    ticket: string
  }): Promise<void> => {
    const stream = createStream({
      ticket: async () => ({ url, ticket }),
      lastRefusal: async () => null,
      WebSocketClass: socketOf(principal)
    })
    const page: Page = { stream, states: new Map(), look: new Set() }
    pages.set(principal, page)
    stream.on('problem', (problem) => problems.push(problem))
    stream.on('role.delta', () => undefined)
    stream.onStatus(() => page.look.forEach((look) => look()))
    await when(page, () => stream.status.state === 'connected')
  },

  /** Resolves with the first state. */
  follow: async ({ principal, session }: { principal: string; session: string }): Promise<void> => {
    const page = pageOf(principal)
    page.stream.subscribe(
      session,
      (state) => {
        page.states.set(session, state)
        page.look.forEach((look) => look())
      },
      (error) => problems.push(`refused: ${error.message}`)
    )
    await when(page, () => page.states.has(session))
  },

  /** Resolves when the page has seen so many characters of a session, or its end. */
  seen: async ({
    principal,
    session,
    characters
  }: {
    principal: string
    session: string
    characters: number
  }): Promise<void> => {
    const page = pageOf(principal)
    await when(page, () => {
      const state = page.states.get(session)
      return state !== undefined && (state.end !== null || typed(state) >= characters)
    })
  },

  /** Characters that all pages have of all sessions. */
  characters: (): number =>
    [...pages.values()]
      .flatMap(({ states }) => [...states.values()].map(typed))
      .reduce((sum, each) => sum + each, 0),

  disconnect: (principal: string): void => {
    pageOf(principal).stream.close()
    pages.delete(principal)
  },

  memory: (): Promise<MemoryReading> => memoryHeld(),
  problems: (): string[] => problems
}

export type PageClientCalls = typeof calls
serveBench(calls)
