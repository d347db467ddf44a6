import { generateKeyPairSync, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feedIdleMs } from '../../../../main/app/updates/feed-http'
import { Cancellation } from '../../../../main/kernel/abort'
import { FakeClock } from '../../../support/fake-clock'
import { checkLeaks } from '../../../support/leaks'
import {
  channelName,
  channelText,
  moveElsewhere,
  openFeedBench,
  type FeedBench,
  type UpdaterOptions
} from '../../../support/update-feed'

checkLeaks()

const artefact = Buffer.from('a newer program')
let bench: FeedBench

beforeEach(async () => {
  bench = await openFeedBench()
})
afterEach(() => bench.close())

const check = async (options?: UpdaterOptions) => (await bench.updater(options)).check()

/** What a check was refused for; nothing may have been asked for but the channel file itself. */
const refusal = async (options?: UpdaterOptions): Promise<unknown> => {
  const error: unknown = await check(options).then(
    (found) => found,
    (reason: unknown) => reason
  )
  const asked = bench.server.requests.map(({ path }) => path)
  expect(asked.filter((path) => !path.startsWith(`/${channelName}`))).toEqual([])
  expect(bench.cached()).toEqual([])
  return error
}

describe('a feed with the right signature', () => {
  it('tells of a newer version, its size and where to get it by hand', async () => {
    const page = 'https://war-room.example/download'
    const bytes = bench.publish('0.2.0', artefact, `vendor:\n  downloadPage: ${page}`).byteLength
    expect(await check()).toEqual({ kind: 'newer', version: '0.2.0', bytes, page, installs: true })
  })

  it('tells a program that does not update itself that it does not', async () => {
    bench.publish('0.2.0', artefact)
    expect(await check({ appImage: false })).toMatchObject({ kind: 'newer', installs: false })
  })

  it('has nothing for a program of the same version, or of a newer one', async () => {
    bench.publish('0.2.0', artefact)
    expect(await check({ version: '0.2.0' })).toEqual({ kind: 'same', version: '0.2.0' })
    expect(await check({ version: '0.3.0' })).toEqual({ kind: 'older', version: '0.2.0' })
  })

  it('gives nothing when an old one is served again', async () => {
    bench.publish('0.2.0', artefact)
    const old = new Map(bench.server.files)
    bench.publish('0.3.0', artefact)
    for (const [name, answer] of old) bench.server.files.set(name, answer)
    expect(await check({ version: '0.3.0' })).toEqual({ kind: 'older', version: '0.2.0' })
  })

  it('offers a release no version of another channel', async () => {
    bench.publish('0.2.0-beta.1', artefact)
    const other = { kind: 'other-channel', version: '0.2.0-beta.1' }
    expect(await check()).toEqual(other)
    expect(await check({ version: '0.2.0-alpha.9' })).toEqual(other)
    expect(await check({ version: '0.2.0-beta.0' })).toMatchObject({ kind: 'newer' })
  })

  it('asks for no other channel than its own, and sends nothing that tells who asks', async () => {
    bench.publish('0.2.0', artefact)
    await check()
    const { requests } = bench.server
    expect(requests.map(({ path }) => path)).toEqual([`/${channelName}`, `/${channelName}.sig`])
    for (const { headers } of requests) {
      expect(Object.keys(headers).sort()).toEqual(['accept', 'connection', 'host'])
    }
  })
})

describe('a feed is not believed', () => {
  it('without a signature', async () => {
    bench.offer(channelText('0.2.0', artefact), null)
    expect(await refusal()).toMatchObject({ code: 'updates.unsigned' })
  })

  it('with a signature that is none', async () => {
    for (const signature of ['', 'yes', 'A'.repeat(86), `${'A'.repeat(86)}==`]) {
      bench.offer(channelText('0.2.0', artefact), signature)
      expect(await refusal()).toMatchObject({ code: 'updates.bad-signature' })
    }
  })

  it('with a signature by another key', async () => {
    const text = channelText('0.2.0', artefact)
    const { privateKey } = generateKeyPairSync('ed25519')
    bench.offer(text, sign(null, Buffer.from(text), privateKey).toString('base64'))
    expect(await refusal()).toMatchObject({ code: 'updates.bad-signature' })
  })

  it('with one byte of the channel file changed', async () => {
    const text = channelText('0.2.0', artefact)
    bench.offer(text)
    bench.server.files.set(channelName, text.replace('0.2.0', '0.2.1'))
    expect(await refusal()).toMatchObject({ code: 'updates.bad-signature' })
    bench.server.files.set(channelName, `${text}\n`)
    expect(await refusal()).toMatchObject({ code: 'updates.bad-signature' })
    // The control: the same file, unchanged.
    bench.server.files.set(channelName, text)
    expect(await check()).toMatchObject({ kind: 'newer' })
  })

  it('with the signature of another channel file', async () => {
    const other = channelText('0.3.0', artefact)
    bench.offer(other)
    bench.server.files.set(channelName, channelText('0.2.0', artefact))
    expect(await refusal()).toMatchObject({ code: 'updates.bad-signature' })
  })

  it('by a program whose own key is no Ed25519 key', async () => {
    bench.publish('0.2.0', artefact)
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const rsa = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    for (const wrong of [rsa, 'no key at all', '']) {
      expect(await refusal({ publicKey: wrong })).toMatchObject({ code: 'updates.bad-feed' })
    }
    expect(bench.server.requests).toEqual([])
  })
})

describe('a signed channel file is refused', () => {
  const bad: Record<string, string> = {
    'that is no YAML': 'version: [',
    'that is a text': 'hello',
    'without a version': channelText('', artefact),
    'with a version that is none': channelText('newest', artefact),
    'without files': 'version: 0.2.0\n',
    'with a file without a size': channelText('0.2.0', artefact).replace(/ {4}size.*\n/, ''),
    'with a file without a sha512': channelText('0.2.0', artefact).replace(/ {4}sha512.*\n/, ''),
    'with a file in another folder': channelText('0.2.0', artefact).replace('url: ', 'url: ../'),
    'with a file on another host': channelText('0.2.0', artefact).replace(
      'url: ',
      'url: http://127.0.0.2/'
    ),
    'with a page that is none of the web': channelText(
      '0.2.0',
      artefact,
      'vendor:\n  downloadPage: file:///etc/passwd'
    )
  }
  it.each(Object.entries(bad))('%s', async (_name, text) => {
    bench.offer(text)
    expect(await refusal()).toMatchObject({ code: 'updates.bad-feed' })
  })
})

describe('a feed that answers otherwise', () => {
  it('is refused when its channel file is larger than any', async () => {
    bench.server.files.set(channelName, Buffer.alloc(65 * 1024, '#'))
    expect(await refusal()).toMatchObject({ code: 'updates.too-large' })
  })

  it('is refused when it never stops sending', async () => {
    bench.server.files.set(channelName, (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16 * 1024, '#')));
      }
      response.on('drain', more)
      more()
    })
    expect(await refusal()).toMatchObject({ code: 'updates.too-large' })
  })

  it('is not followed to another host', async () => {
    const text = channelText('0.2.0', artefact)
    const elsewhere = await moveElsewhere(bench.server, channelName, text)
    expect(await refusal()).toMatchObject({ code: 'updates.redirected' })
    expect(elsewhere.requests).toEqual([])
    await elsewhere.close()
  })

  it('is told by its status, and by the system when it is not there', async () => {
    expect(await refusal()).toMatchObject({
      code: 'updates.unreachable',
      parameters: { detail: '404' }
    })
    bench.server.files.set(channelName, (_request, response) => response.writeHead(503).end())
    expect(await refusal()).toMatchObject({ parameters: { detail: '503' } })
    await bench.server.close()
    expect(await refusal()).toMatchObject({ parameters: { detail: 'ECONNREFUSED' } })
  })

  it('is told when it breaks off', async () => {
    bench.server.files.set(channelName, (_request, response) => {
      response.writeHead(200, { 'content-length': '5000' })
      response.write('version: 0.2.0\n', () => response.destroy())
    })
    expect(await refusal()).toMatchObject({ code: 'updates.cut-off', retryable: true })
  })

  it('is given up when it never answers', async () => {
    const clock = new FakeClock()
    const asked = new Promise<void>((resolve) => {
      bench.server.files.set(channelName, () => resolve())
    })
    const refused = refusal({ clock })
    await asked
    clock.advance(feedIdleMs)
    expect(await refused).toMatchObject({ code: 'updates.no-answer' })
    expect(clock.pendingTimers).toBe(0)
  })

  it('is let go of at once when the program ends, its sockets closed', async () => {
    const stop = new AbortController()
    const asked = new Promise<void>((resolve) => {
      bench.server.files.set(channelName, () => resolve())
    })
    const refused = refusal({ signal: stop.signal })
    await asked
    const reason = new Cancellation('shutdown')
    stop.abort(reason)
    expect(await refused).toBe(reason)
  })
})
