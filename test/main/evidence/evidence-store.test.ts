import { expect, test } from 'vitest'
import { EvidenceStore } from '../../../main/evidence/evidence-store'
import { sha256 } from '../../../main/kernel/hash'
import { utf8 } from './price-text'

test('evidence is kept by content and does not change with the bytes it came from', () => {
  const store = new EvidenceStore()
  const bytes = utf8('Date,Close')
  const item = store.put('prices', 'a.csv', bytes)
  bytes.fill(0)
  expect(item.sha256).toBe(sha256('Date,Close'))
  expect(Buffer.from(store.get(item.sha256)?.bytes ?? []).toString()).toBe('Date,Close')
  expect(store.get('0'.repeat(64))).toBeNull()
})

test('the same bytes under a second name are kept once, under the last name', () => {
  const store = new EvidenceStore()
  const first = store.put('prices', 'a.csv', utf8('same'))
  const second = store.put('benchmark', 'b.csv', utf8('same'))
  expect(second.sha256).toBe(first.sha256)
  expect(second.bytes).toBe(first.bytes)
  expect(store.get(first.sha256)).toMatchObject({ kind: 'benchmark', name: 'b.csv' })
})
