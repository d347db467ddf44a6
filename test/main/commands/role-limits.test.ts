import { describe, expect, it } from 'vitest'
import { roleLimits } from '../../../main/commands/role-limits'

const desk = { kind: 'desk' } as const
const model = { kind: 'model' } as const
const none = { roleLimitsMs: {}, firstTextLimitsMs: {} }

describe('the limits of a role', () => {
  it('are the playbook’s where the desk answers', () => {
    const limits = { limitMs: 15_000, firstTextLimitMs: null }
    expect(roleLimits({ id: 'bull', limitMs: 15_000 }, [desk], none)).toEqual(limits)
  })

  it('are longer where a model may answer, and shorter for the Scout', () => {
    expect(roleLimits({ id: 'bull', limitMs: 15_000 }, [model, desk], none)).toEqual({
      limitMs: 90_000,
      firstTextLimitMs: 20_000
    })
    expect(roleLimits({ id: 'scout', limitMs: 8_000 }, [model, desk], none)).toEqual({
      limitMs: 15_000,
      firstTextLimitMs: 8_000
    })
  })

  it('are the user’s before any other, and the first text has no longer than the whole', () => {
    const settings = { ...none, roleLimitsMs: { bull: 5_000 } }
    expect(roleLimits({ id: 'bull', limitMs: 15_000 }, [model, desk], settings)).toEqual({
      limitMs: 5_000,
      firstTextLimitMs: 5_000
    })
    expect(roleLimits({ id: 'bull', limitMs: 15_000 }, [desk], settings).limitMs).toBe(5_000)
  })

  it('are of the first text as the user set it, where a model may answer', () => {
    const settings = { ...none, firstTextLimitsMs: { bull: 40_000, scout: 60_000 } }
    expect(roleLimits({ id: 'bull', limitMs: 15_000 }, [model], settings)).toEqual({
      limitMs: 90_000,
      firstTextLimitMs: 40_000
    })
    const scout = roleLimits({ id: 'scout', limitMs: 8_000 }, [model], settings)
    expect(scout.firstTextLimitMs).toBe(scout.limitMs)
    const ofDesk = roleLimits({ id: 'bull', limitMs: 15_000 }, [desk], settings)
    expect(ofDesk.firstTextLimitMs).toBeNull()
  })
})
