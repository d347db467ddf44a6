import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'
import { useStream, type StreamStatus } from '../../../app/stream-port'

/** The event stream's connection, as the badge shows it. */
export const useConnectionStore = defineStore('connection', () => {
  const stream = useStream()
  const status = shallowRef<StreamStatus>({ ...stream.status })
  const unsubscribe = stream.onStatus((next) => {
    status.value = { ...next }
  })
  onScopeDispose(unsubscribe)
  return { status, retry: (): void => stream.retry() }
})
