import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAppFiles, fileOf } from '../../../main/app/app-files'
import { contentSecurityPolicy } from '../../../main/app/content-security-policy'

const secret = 'not for the page'
const folder = mkdtempSync(join(tmpdir(), 'war-room-files-'))
const root = join(folder, 'renderer')
const serve = createAppFiles({ root, policy: contentSecurityPolicy(4321) })
const get = (address: string, method = 'GET'): Promise<Response> =>
  serve(new Request(address, { method }))

beforeAll(() => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(folder, 'renderer-secret'))
  writeFileSync(join(folder, 'secret.json'), secret)
  writeFileSync(join(folder, 'renderer-secret', 'secret.json'), secret)
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(root, 'program.exe'), 'MZ')
  writeFileSync(join(root, 'assets', 'index-C0de.js'), 'export {}')
  writeFileSync(join(root, 'assets', 'index-C0de.css'), 'body{}')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the page folder', () => {
  it.each([
    ['app://war-room/', 'text/html; charset=utf-8'],
    ['app://war-room/?subject=SP500', 'text/html; charset=utf-8'],
    ['app://war-room/index.html', 'text/html; charset=utf-8'],
    ['app://war-room/assets/index-C0de.js', 'text/javascript; charset=utf-8'],
    ['app://war-room/assets/index-C0de.css', 'text/css; charset=utf-8']
  ])('serves %s as %s under the policy of this launch', async (address, type) => {
    const response = await get(address)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-security-policy')).toContain('ws://127.0.0.1:4321;')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it.each([
    'app://war-room/../secret.json',
    'app://war-room/..%2fsecret.json',
    'app://war-room/%2e%2e%2fsecret.json',
    'app://war-room/%2e%2e/secret.json',
    'app://war-room/assets/..%2f..%2fsecret.json',
    'app://war-room/assets/%252e%252e%252fsecret.json',
    'app://war-room/..%5csecret.json',
    'app://war-room/..\\secret.json',
    'app://war-room/..%2frenderer-secret%2fsecret.json',
    `app://war-room/${encodeURIComponent(join(folder, 'secret.json'))}`,
    `app://war-room/${join(folder, 'secret.json')}`,
    'app://war-room/%00/../secret.json',
    'app://war-room/index.html%00.json',
    'app://war-room/%e0%a4%a',
    'app://war-room//secret.json',
    'app://war-room/C:/secret.json'
  ])('serves nothing from outside it: %s', async (address) => {
    const response = await get(address)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it.each([
    'app://evil/index.html',
    'app://war-room.evil/',
    'https://war-room/',
    'file:///etc/passwd'
  ])('is no answer to %s', (address) => expect(fileOf(root, address)).toBeNull())

  it('serves no folder, no unknown kind of file and no other method', async () => {
    expect((await get('app://war-room/assets')).status).toBe(404)
    expect((await get('app://war-room/program.exe')).status).toBe(404)
    expect((await get('app://war-room/missing.js')).status).toBe(404)
    expect((await get('app://war-room/', 'POST')).status).toBe(405)
    expect(await (await get('app://war-room/', 'HEAD')).text()).toBe('')
  })
})

describe('the content policy', () => {
  it('is exactly this, with the port of the launch', () => {
    expect(contentSecurityPolicy(50_000).split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      'connect-src ws://127.0.0.1:50000',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types vue dompurify'
    ])
  })
})
