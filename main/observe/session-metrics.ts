import { Counter, Gauge, type Registry } from 'prom-client'
import type { AnyEnvelope, EventMap } from '../../preload/contract/events'
import { isTerminal } from '../../preload/contract/event-kinds'
import type { Figures, Measured } from '../../preload/contract/figures'
import { liveStatuses, terminalStatuses, type SessionStatus } from '../../preload/contract/words'
import type { RegistryEvent } from '../engine/session-registry'
import type { Disposable } from '../kernel/disposables'
import {
  cancelBucketsMs,
  firstTokenBucketsMs,
  millisecondsPerSecond,
  roleBucketsMs
} from './buckets'
import { Measurement, nothingMeasured } from './measurement'
import { valuesBy } from './pulled-metrics'
import type { SessionNews } from './sources'

const statuses: readonly SessionStatus[] = [...liveStatuses, ...terminalStatuses]

/** Playbooks are data and may name any roles; what is beyond this many is counted as one. */
export const maximumRoleLabels = 64
const furtherRoles = 'other'

/** Sessions by state, how long roles and cancels took. */
export class SessionMetrics implements Disposable {
  readonly #statuses = new Map<string, SessionStatus>()
  readonly #roles = new Set<string>()
  readonly #present: Gauge<'state'>
  readonly #ended: Counter<'state'>
  readonly #firstToken: Measurement<'role'>
  readonly #total: Measurement<'role'>
  readonly #cancel: Measurement
  readonly #listening: Disposable

  constructor(registry: Registry, news: SessionNews) {
    const perBaseUnit = millisecondsPerSecond
    this.#present = this.#presentGauge(registry)
    this.#ended = new Counter({
      name: 'war_room_sessions_ended_total',
      help: 'Sessions that ended, by how.',
      labelNames: ['state'],
      registers: [registry]
    })
    for (const state of terminalStatuses) this.#ended.labels(state).inc(0)
    this.#firstToken = new Measurement(registry, {
      name: 'war_room_role_first_token_seconds',
      help: 'Time from the start of a role to its first text.',
      buckets: firstTokenBucketsMs,
      perBaseUnit,
      label: 'role'
    })
    this.#total = new Measurement(registry, {
      name: 'war_room_role_duration_seconds',
      help: 'Time from the start of a role to its end; cancelled roles are left out.',
      buckets: roleBucketsMs,
      perBaseUnit,
      label: 'role'
    })
    this.#cancel = new Measurement(registry, {
      name: 'war_room_cancel_seconds',
      help: 'Time from a cancel until all upstream was closed and the end was kept.',
      buckets: cancelBucketsMs,
      perBaseUnit
    })
    this.#listening = news.on((event) => this.#hear(event))
  }

  async figures(): Promise<Pick<Figures, 'sessions' | 'roles' | 'cancelMs'>> {
    const [firstToken, total] = [
      await this.#firstToken.measuredBy(),
      await this.#total.measuredBy()
    ]
    const of = (measured: Map<string, Measured>, role: string): Measured =>
      measured.get(role) ?? { ...nothingMeasured }
    const roles = [...new Set([...firstToken.keys(), ...total.keys()])].sort()
    return {
      sessions: await valuesBy(this.#present, 'state'),
      roles: Object.fromEntries(
        roles.map((role) => [
          role,
          { firstTokenMs: of(firstToken, role), totalMs: of(total, role) }
        ])
      ),
      cancelMs: await this.#cancel.measured()
    }
  }

  dispose(): void {
    this.#listening.dispose()
  }

  #presentGauge(registry: Registry): Gauge<'state'> {
    const present = this.#statuses
    return new Gauge({
      name: 'war_room_sessions',
      help: 'Sessions of this run that somebody still holds or watches, by state.',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        for (const state of statuses) this.labels(state).set(0)
        for (const state of present.values()) this.labels(state).inc()
      }
    })
  }

  #hear(news: RegistryEvent): void {
    if (news.kind === 'published') {
      this.#statuses.set(news.event.session, news.state.status)
      this.#count(news.event, news.state.status)
    } else if (news.kind === 'cancelled') {
      this.#cancel.observe(news.ms)
    } else {
      this.#statuses.delete(news.session)
    }
  }

  #count({ type, data }: AnyEnvelope, status: SessionStatus): void {
    if (isTerminal(type)) this.#ended.labels(status).inc()
    if (type === 'role.completed') this.#time(data)
  }

  #time({ role, status, firstTokenMs, totalMs }: EventMap['role.completed']): void {
    const label = this.#roleLabel(role)
    if (firstTokenMs !== null) this.#firstToken.observe(firstTokenMs, label)
    if (status !== 'cancelled') this.#total.observe(totalMs, label)
  }

  #roleLabel(role: string): string {
    if (!this.#roles.has(role) && this.#roles.size >= maximumRoleLabels) return furtherRoles
    this.#roles.add(role)
    return role
  }
}
