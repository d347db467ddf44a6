import { expect, it } from 'vitest'
import { DisposableStore, toDisposable } from '../../../main/kernel/disposables'
import { Emitter } from '../../../main/kernel/emitter'

it('disposes in reverse order, once, whatever one of them throws', () => {
  const calls: string[] = []
  const errors: unknown[] = []
  const store = new DisposableStore()
  store.add(toDisposable(() => calls.push('first')))
  store.add(
    toDisposable(
      () => {
        throw new Error('no')
      },
      (error) => errors.push(error)
    )
  )
  store.add(toDisposable(() => calls.push('last')))
  store.dispose()
  store.dispose()
  expect(calls).toEqual(['last', 'first'])
  expect(errors).toHaveLength(1)
})

it('disposes at once what is added to a disposed store', () => {
  const store = new DisposableStore()
  store.dispose()
  let disposed = false
  store.add(toDisposable(() => (disposed = true)))
  expect(disposed).toBe(true)
  expect(store.size).toBe(0)
})

it('calls a handler once although it was registered twice, and the others although one throws', () => {
  const errors: unknown[] = []
  const emitter = new Emitter<number>((error) => errors.push(error))
  const seen: number[] = []
  const handler = (value: number): void => void seen.push(value)
  emitter.on(() => {
    throw new Error('no')
  })
  emitter.on(handler)
  const second = emitter.on(handler)
  emitter.emit(1)
  expect(seen).toEqual([1])
  expect(errors).toHaveLength(1)
  second.dispose()
  emitter.emit(2)
  expect(seen).toEqual([1])
})

it('lets handlers come and go while it emits', () => {
  const emitter = new Emitter<number>()
  const seen: string[] = []
  const first = emitter.on(() => {
    seen.push('first')
    first.dispose()
    emitter.on(() => seen.push('added'))
  })
  emitter.emit(1)
  expect(seen).toEqual(['first'])
  emitter.emit(2)
  expect(seen).toEqual(['first', 'added'])
})
