import axe from 'axe-core'
import { mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { bridgeKey } from '../../../renderer/src/app/bridge-port'
import { streamKey } from '../../../renderer/src/app/stream-port'
import { setLanguage } from '../../../renderer/src/app/use-text'
import PriceChartPanel from '../../../renderer/src/features/chart/components/PriceChartPanel.vue'
import { useChartStore } from '../../../renderer/src/features/chart/stores/chart-store'
import { useChartViewStore } from '../../../renderer/src/features/chart/stores/chart-view-store'
import { useErrorsStore } from '../../../renderer/src/features/errors/stores/errors-store'
import { useCommandStore } from '../../../renderer/src/features/command-panel/stores/command-store'
import { useSessionStore } from '../../../renderer/src/features/session/stores/session-store'
import { chartFixture, FakeBridge } from '../support/fake-bridge'
import { FakeStream } from '../support/fake-stream'
import { fixtureFacts } from '../support/fixture-facts'
import { fetchedAt, fetchedSymbol, tsmcOrigin } from '../support/live-prices'
import { fixtureSession, sessionEvents } from '../support/session-events'
import { studyFixture } from '../support/study-fixture'

// jsdom has no canvas: what is drawn there is looked at in the window.
vi.mock('../../../renderer/src/features/chart/composables/price-chart', () => ({
  PriceChart: class {
    restyle(): void {}
    draw(): void {}
    showLevels(): void {}
    showLast(): void {}
    dispose(): void {}
  }
}))

let panel: VueWrapper | null = null
let stream = new FakeStream()
const bridge = (): FakeBridge => new FakeBridge()

const open = async (fake = bridge(), studied = true): Promise<VueWrapper> => {
  const pinia = createPinia()
  setActivePinia(pinia)
  stream = new FakeStream()
  panel = mount(PriceChartPanel, {
    attachTo: document.body,
    global: {
      plugins: [pinia],
      provide: { [bridgeKey as symbol]: fake, [streamKey as symbol]: stream }
    }
  })
  const command = useCommandStore()
  command.typed = 'SP500'
  await command.confirmSubject()
  await vi.waitFor(() => expect(useChartStore().study !== null).toBe(studied))
  await vi.waitFor(() => expect(fake.callsOf('evidence.study')).toHaveLength(1))
  await nextTick()
  return panel
}

const words = (wrapper: VueWrapper): string => wrapper.get('[data-testid="chart-words"]').text()
const partNamed = (part: string): string => `[data-testid="chart-part-${part}"]`

beforeEach(() => localStorage.clear())
afterEach(() => {
  panel?.unmount()
  panel = null
  setLanguage('en')
})

describe('the chart’s panel', () => {
  it('asks for the study of what it draws, once', async () => {
    const fake = bridge()
    await open(fake)
    expect(fake.callsOf('evidence.study')).toEqual(fake.callsOf('evidence.chart'))
    expect(fake.callsOf('evidence.study')).toHaveLength(1)
  })

  it('a study that cannot be had leaves the prices, and no second error', async () => {
    const fake = bridge()
    fake.on('evidence.study', () => ({
      ...{ code: 'evidence.not-found', message: '', retryable: false, parameters: {} }
    }))
    const wrapper = await open(fake, false)
    expect(words(wrapper)).toContain('300 sessions')
    expect(useErrorsStore().current).toBeNull()
  })

  it('parts are toggled by their buttons, told as pressed, in the words and for the next start', async () => {
    const wrapper = await open()
    expect(words(wrapper)).toContain('80 % between')
    expect(words(wrapper)).not.toContain('below the highest close')
    const show = wrapper.get('[data-testid="chart-show"]')
    expect(show.attributes('aria-expanded')).toBe('false')
    await show.trigger('click')
    expect(show.attributes('aria-expanded')).toBe('true')
    await wrapper.get(partNamed('range')).trigger('click')
    await wrapper.get(partNamed('drawdown')).trigger('click')
    expect(wrapper.get(partNamed('range')).attributes('aria-pressed')).toBe('false')
    expect(wrapper.get(partNamed('drawdown')).attributes('aria-pressed')).toBe('true')
    expect(words(wrapper)).not.toContain('80 % between')
    expect(words(wrapper)).toContain('below the highest close')
    const kept = JSON.parse(localStorage.getItem('war-room.chart') ?? '') as { parts: string[] }
    expect(kept.parts).toEqual(['averages', 'levels', 'drawdown'])
  })

  it('the choice of parts folds when the focus goes elsewhere', async () => {
    const wrapper = await open()
    await wrapper.get('[data-testid="chart-show"]').trigger('click')
    const part = wrapper.get(partNamed('range')).element as HTMLElement
    part.focus()
    ;(wrapper.get(partNamed('levels')).element as HTMLElement).focus()
    await nextTick()
    expect(wrapper.find(partNamed('range')).exists()).toBe(true)
    ;(wrapper.get('[data-testid="chart-enlarge"]').element as HTMLElement).focus()
    await nextTick()
    expect(wrapper.find(partNamed('range')).exists()).toBe(false)
  })

  it('the base rate is a view of its own, with its marks and counts in words', async () => {
    const wrapper = await open()
    await wrapper.get('input[value="baserate"]').setValue()
    const shown = wrapper.get('[data-testid="base-rate"]').text()
    expect(shown).toContain('122 past days, 14 separate windows')
    expect(shown).toContain('1 in 10 below−5.2%')
    expect(shown).toContain('Median of all days1.2%')
    expect(wrapper.findAll('rect.bar')).toHaveLength(8)
    expect(useChartViewStore().view).toBe('baserate')
  })

  it('of a short file each part says what is missing', async () => {
    const fake = bridge()
    const series = chartFixture(false)
    const dates = series.dates.slice(0, 60)
    fake.on('evidence.study', () => ({
      ...{ ...studyFixture(), histogram: null, windows: null, cone: [] },
      drawdown: { dates, values: dates.map(() => 0) }
    }))
    const wrapper = await open(fake)
    expect(wrapper.get('[data-testid="study-legend"]').text()).toContain('632 sessions needed, 60')
    await wrapper.get('input[value="baserate"]').setValue()
    expect(wrapper.get('[data-testid="base-rate-none"]').text()).toContain('this file has 60')
  })

  it('axe finds nothing in either view, with the parts open', async () => {
    const wrapper = await open()
    const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } }
    const violations = async (): Promise<string[]> =>
      (await axe.run(wrapper.element, { rules })).violations.map(({ id }) => id)
    await wrapper.get('[data-testid="chart-show"]').trigger('click')
    expect(await violations()).toEqual([])
    await wrapper.get('input[value="baserate"]').setValue()
    expect(await violations()).toEqual([])
  })

  it('shows price and base rate side by side when it is enlarged', async () => {
    globalThis.ResizeObserver ??= class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    }
    const wrapper = await open()
    await wrapper.get('[data-testid="chart-enlarge"]').trigger('click')
    await vi.waitFor(() =>
      expect(document.querySelector('[data-testid="chart-dialog"]')).not.toBeNull()
    )
    const dialog = document.querySelector('[data-testid="chart-dialog"]')
    expect(dialog?.querySelector('[data-testid="chart-words"]')).not.toBeNull()
    expect(dialog?.querySelector('[data-testid="base-rate"]')).not.toBeNull()
    expect(dialog?.querySelectorAll('button[aria-pressed]')).toHaveLength(5)
  })
})

describe('the mark of where prices come from', () => {
  it('tells source, currency and age, and what is wrong with them; a file has none', async () => {
    const fake = bridge()
    const fetched = fetchedSymbol()
    const origin = { ...fetched.origin, partial: '2026-11-20' }
    const stale = { code: 'prices.network', fetchedAt }
    fake.on('symbol.import', () => ({ ...fetched, origin, stale }))
    fake.on('evidence.chart', ({ sha256 }) =>
      sha256 === fetched.prices.sha256 ? { ...chartFixture(), origin } : chartFixture()
    )
    const wrapper = await open(fake)
    const mark = '[data-testid="chart-origin"]'
    expect(wrapper.find(mark).exists()).toBe(false)
    const command = useCommandStore()
    command.typed = '2330'
    await command.confirmSubject()
    await vi.waitFor(() => expect(wrapper.find(mark).exists()).toBe(true))
    const words = wrapper.get(mark).text()
    for (const each of ['Yahoo · TWD · fetched 20 Nov 2026', 'stale', 'last bar left out']) {
      expect(words).toContain(each)
    }
    command.asOf = '2008-09-12'
    await nextTick()
    expect(wrapper.get(mark).text()).toMatch(/fetched 20 Nov 2026 \d\d:\d\d$/)
  })

  it('says that newer ones could not be had on a later day, which the file knows', async () => {
    const fake = bridge()
    const origin = { ...tsmcOrigin, askedOn: '2026-11-24' }
    fake.on('evidence.chart', () => ({ ...chartFixture(), origin }))
    const wrapper = await open(fake)
    expect(wrapper.get('[data-testid="chart-origin"]').text()).toContain('stale')
  })

  it('is of a session too, which knows of prices that were old on their date', async () => {
    const fake = bridge()
    fake.on('evidence.chart', () => ({ ...chartFixture(), origin: tsmcOrigin }))
    fake.on('session.current', () => ({ session: fixtureSession, holds: true }))
    const wrapper = await open(fake)
    const mark = (): string => wrapper.get('[data-testid="chart-origin"]').text()
    expect(mark()).not.toContain('stale')
    await useSessionStore().resumeCurrent()
    const facts = fixtureFacts.map((fact) => ({ ...fact, metric: 'data.stale.weekdays' }))
    stream.push(...sessionEvents({ facts }).slice(0, -1))
    await vi.waitFor(() => expect(mark()).toContain('stale'))
  })
})
