import { describe, expect, it } from 'vitest'
import { roleLimits } from '../../../main/commands/role-limits'

const desk = { kind: 'desk' } as const
const model = { kind: 'model' } as const
const none = { roleLimitsMs: {} }

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
    const settings = { roleLimitsMs: { bull: 5_000 } }
    expect(roleLimits({ id: 'bull', limitMs: 15_000 }, [model, desk], settings)).toEqual({
      limitMs: 5_000,
      firstTextLimitMs: 5_000
    })
    expect(roleLimits({ id: 'bull', limitMs: 15_000 }, [desk], settings).limitMs).toBe(5_000)
  })
})
