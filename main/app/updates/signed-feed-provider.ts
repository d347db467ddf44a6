import type { KeyObject } from 'node:crypto'
import type { ResolvedUpdateFileInfo } from 'electron-updater'
import { Provider, type ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider'
import { errorCodes } from '../../../preload/contract/errors'
import { AppError } from '../../kernel/errors'
import { channelInfo, filesFor, type ChannelInfo } from './channel-file'
import { parseYaml } from './feed-config'
import type { FeedHttp } from './feed-http'
import { assertSigned, signatureSuffix } from './feed-signature'

const maximumChannelBytes = 64 * 1024
const maximumSignatureBytes = 1024

/** What a provider gets from whoever makes it; electron-updater passes it on as it is. */
export interface SignedFeed {
  address: URL
  key: KeyObject
  http: FeedHttp
  arch: string
}

interface ProviderOptions {
  provider: string
  feed?: SignedFeed
}

const unsigned = (): AppError =>
  new AppError(errorCodes.updatesUnsigned, 'The update feed is not signed.')

/**
 * A folder of files over HTTP, in which the channel file has a signature beside it. Nothing that the
 * channel file says is read before its bytes are known to be signed.
 */
export class SignedFeedProvider extends Provider<ChannelInfo> {
  readonly #feed: SignedFeed
  readonly #platform: string

  constructor(options: ProviderOptions, _updater: unknown, runtime: ProviderRuntimeOptions) {
    super(runtime)
    if (options.feed === undefined) throw new Error('there is no feed')
    this.#feed = options.feed
    this.#platform = runtime.platform
  }

  override async getLatestVersion(): Promise<ChannelInfo> {
    const { address, http, key } = this.#feed
    const name = `${this.getDefaultChannelName()}.yml`
    const channel = new URL(name, address)
    const bytes = await http.read({ address: channel, maximumBytes: maximumChannelBytes })
    const signature = await this.#signature(new URL(`${name}${signatureSuffix}`, address))
    assertSigned(bytes, signature, key)
    return channelInfo(parseYaml(bytes.toString('utf8'), channel))
  }

  override resolveFiles({ files }: ChannelInfo): ResolvedUpdateFileInfo[] {
    const { address, arch } = this.#feed
    const own = filesFor(files, { platform: this.#platform, arch })
    if (own.length === 0) {
      throw new AppError(errorCodes.updatesNoFile, 'The feed has no file for this system.')
    }
    return own.map((info) => ({ url: new URL(info.url, address), info }))
  }

  /** Who asks is nobody's business: what the library would send along goes nowhere. */
  override setRequestHeaders(): void {
    super.setRequestHeaders(null)
  }

  async #signature(address: URL): Promise<string> {
    const file = { address, maximumBytes: maximumSignatureBytes }
    const bytes = await this.#feed.http.read(file).catch((error: unknown) => {
      const missing = error instanceof AppError && error.parameters['detail'] === '404'
      throw missing ? unsigned() : error
    })
    return bytes.toString('latin1')
  }
}
