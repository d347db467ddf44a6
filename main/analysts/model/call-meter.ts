import type { Usage } from '../../../preload/contract/events'
import type { ProviderProfile } from '../../../preload/contract/providers'
import type { ModelPrompt } from './language-model'
import type { ReportedTokens } from './model-stream'
import { estimatedTokens, tokensIn, usageOf } from './usage'

const uncounted: ReportedTokens = { input: null, output: null }
/** How much has to come between two reports of what was used, in characters. */
const reportEvery = 200

interface Metered {
  profile: ProviderProfile
  prompt: ModelPrompt
}

/** What a call would use if its answer were as long as it may be. */
export const mostOf = ({ profile, prompt }: Metered): Usage => {
  const input = estimatedTokens(prompt.system + prompt.user)
  const most = { input, output: profile.maximumOutputTokens }
  return usageOf(profile, { reported: uncounted, estimate: most })
}

/** Keeps count of what one call uses while it runs: an estimate, until the provider tells. */
export class CallMeter {
  readonly #profile: ProviderProfile
  readonly #onUsage: (usage: Usage) => void
  readonly #input: number
  #output = 0
  #unreported = 0
  #told = false

  constructor({ profile, prompt }: Metered, onUsage: (usage: Usage) => void) {
    this.#profile = profile
    this.#onUsage = onUsage
    this.#input = estimatedTokens(prompt.system + prompt.user)
  }

  add(text: string): void {
    this.#output += tokensIn(text)
    this.#unreported += text.length
    if (this.#unreported >= reportEvery) this.#tell(uncounted)
  }

  /** As the provider counted it at the end. */
  count(reported: ReportedTokens): void {
    this.#tell(reported)
  }

  /** Tells what came since the last report, and of a call that was heard its prompt at least. */
  flush({ heard }: { heard: boolean }): void {
    if (this.#unreported > 0 || (heard && !this.#told)) this.#tell(uncounted)
  }

  #tell(reported: ReportedTokens): void {
    this.#unreported = 0
    this.#told = true
    const estimate = { input: this.#input, output: Math.ceil(this.#output) }
    this.#onUsage(usageOf(this.#profile, { reported, estimate }))
  }
}
