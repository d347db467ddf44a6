import { describe, expect, test } from 'vitest'
import { streamPath, streamSubprotocol, windowHeader } from '../../../preload/contract/channels'
import type { RefusalReason } from '../../../main/server/refusals'
import { checkUpgrade, gateRules, type GateContext } from '../../../main/server/upgrade-gate'
import type { UpgradeRequest } from '../../../main/server/upgrade-request'

const port = 4_321
const ticket = 'T'.repeat(43)
const context: GateContext = {
  port,
  redeem: () => ({ ok: true, principal: 'window:1' }),
  windowRequired: false
}

const right: [string, string][] = [
  ['Host', `127.0.0.1:${port}`],
  ['Origin', 'app://war-room'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
  ['Sec-WebSocket-Protocol', `${streamSubprotocol}, ticket.${ticket}`]
]

interface Change {
  method?: string
  url?: string
  /** Replaces a header's lines; none takes it away. */
  header?: [string, ...string[]]
}

const request = ({ method = 'GET', url = streamPath, header }: Change): UpgradeRequest => {
  const kept = header === undefined ? right : right.filter(([name]) => name !== header[0])
  const [name = '', ...values] = header ?? []
  const added = values.map((value): [string, string] => [name, value])
  return { method, url, rawHeaders: [...kept, ...added].flat() }
}

const offered = (value: string): Change => ({ header: ['Sec-WebSocket-Protocol', value] })

const wrongs: Partial<Record<RefusalReason, Change[]>> = {
  method: [{ method: 'POST' }, { method: 'get' }],
  path: [
    { url: '/' },
    { url: '/api/v1/ws/' },
    { url: '/api/v1/WS' },
    { url: `http://127.0.0.1:${port}${streamPath}` },
    { url: `${streamPath}?` },
    { url: `${streamPath}?include_history=yes` },
    { url: `${streamPath}?include_history=true&x=1` },
    { url: `${streamPath}?ticket=${ticket}` }
  ],
  host: [
    { header: ['Host', `localhost:${port}`] },
    { header: ['Host', `127.0.0.1:${port}`, 'evil.example'] },
    { header: ['Host', `127.0.0.1:${port}`, `127.0.0.1:${port}`] },
    { header: ['Host'] }
  ],
  origin: [
    { header: ['Origin', 'app://evil'] },
    { header: ['Origin', 'APP://WAR-ROOM'] },
    { header: ['Origin', 'app://war-room', 'app://war-room'] },
    { header: ['Origin'] }
  ],
  handshake: [
    { header: ['Upgrade', 'h2c'] },
    { header: ['Sec-WebSocket-Version', '8'] },
    { header: ['Sec-WebSocket-Key', 'short'] }
  ],
  protocols: [
    { header: ['Sec-WebSocket-Protocol'] },
    offered(`ticket.${ticket}`),
    offered(`${streamSubprotocol}, ticket.${ticket.slice(1)}`),
    offered(`${streamSubprotocol}, ticket.${ticket.slice(1)}=`),
    offered(`${streamSubprotocol}, ticket.${ticket}, chat`),
    {
      header: ['Sec-WebSocket-Protocol', streamSubprotocol, `ticket.${ticket}`]
    }
  ]
}

const cases = Object.entries(wrongs).flatMap(([reason, changes]) =>
  changes.map((change) => ({ reason, change, shown: JSON.stringify(change) }))
)

describe('the gate', () => {
  test.each([
    [streamPath, true],
    [`${streamPath}?include_history=true`, true],
    [`${streamPath}?include_history=false`, false]
  ])('lets in the right request for %s', (url, includeHistory) => {
    const verdict = checkUpgrade(request({ url }), context)
    expect(verdict).toEqual({ ok: true, principal: 'window:1', includeHistory })
  })

  test.each(cases)('keeps out $reason $shown', ({ reason, change }) => {
    expect(checkUpgrade(request(change), context)).toMatchObject({ ok: false, reason })
  })

  test.each(cases)('without its rule $reason lets in $shown', ({ reason, change }) => {
    const others = gateRules.filter((rule) => rule.reason !== reason)
    expect(others).toHaveLength(gateRules.length - 1)
    expect(checkUpgrade(request(change), context, others).ok).toBe(true)
  })

  test('has a case for every rule', () => {
    expect(Object.keys(wrongs).toSorted()).toEqual(gateRules.map((rule) => rule.reason).toSorted())
  })

  test('does not spend a ticket on a request that is wrong in anything else', () => {
    let redeemed = 0
    const redeem: GateContext['redeem'] = () => {
      redeemed += 1
      return { ok: false, reason: 'ticket-unknown' }
    }
    for (const { change } of cases) checkUpgrade(request(change), { ...context, redeem })
    expect(redeemed).toBe(0)
    checkUpgrade(request({}), { ...context, redeem })
    expect(redeemed).toBe(1)
  })

  test('tells the ticket of a refused request, so that its owner can be told why', () => {
    const verdict = checkUpgrade(request({ url: '/' }), context)
    expect(verdict).toEqual({ ok: false, reason: 'path', ticket })
  })

  test.each([
    { marks: ['window:1'], required: true, ok: true },
    { marks: ['window:2'], required: true, ok: false },
    { marks: ['window:2'], required: false, ok: false },
    { marks: ['window:1', 'window:2'], required: false, ok: false },
    { marks: [], required: true, ok: false },
    { marks: [], required: false, ok: true }
  ])('window mark $marks, required $required: $ok', ({ marks, required, ok }) => {
    const marked = request({ header: [windowHeader, ...marks] })
    expect(checkUpgrade(marked, { ...context, windowRequired: required }).ok).toBe(ok)
  })
})
