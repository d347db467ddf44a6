import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listeningAddresses } from '../../support/e2e-processes'
import { rawExchange, statusOf, upgradeHead, type RawUpgrade } from '../../support/raw-upgrade'
import { ensureInstalled } from '../support/installation'
import { ShippedProgram } from '../support/shipped-program'

const loopback = '0100007F'
const ticket = 'A'.repeat(43)

let program: ShippedProgram
let port: number
beforeAll(async () => {
  await ensureInstalled()
  program = ShippedProgram.start()
  port = await program.started()
  await program.shows(1)
})
afterAll(async () => {
  await program.end()
})

const refused: [string, RawUpgrade, number][] = [
  ['another host', { hosts: ['war-room.example'] }, 403],
  ['the name of this machine', { hosts: ['localhost'] }, 403],
  ['no host', { hosts: [] }, 403],
  ['a page of the web', { origins: ['https://war-room.example'] }, 403],
  ['a file of this machine', { origins: ['null'] }, 403],
  ['no origin', { origins: [] }, 403],
  ['no ticket', { protocols: [] }, 401],
  ['a ticket that was never given', {}, 401],
  ['another path', { target: '/metrics' }, 404],
  ['another method', { method: 'POST' }, 405]
]

describe('the event socket of the installed program', () => {
  it('listens on loopback alone, and nothing else listens', () => {
    expect(listeningAddresses(program.pid)).toEqual([loopback])
  })

  it.each(refused)('refuses %s', async (_who, wrong, status) => {
    const { answer, socket } = await rawExchange(port, upgradeHead(port, ticket, wrong))
    socket.destroy()
    expect(statusOf(answer)).toBe(status)
    expect(answer).toMatch(/\r\n\r\n$/)
  })

  it('is open to its own page', async () => {
    await expect
      .poll(() => program.log().some(({ event }) => event === 'connection.opened'))
      .toBe(true)
  })
})
