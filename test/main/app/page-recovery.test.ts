import { describe, expect, it } from 'vitest'
import { recoverPage } from '../../../main/app/page-recovery'

const crash = async (choice: 'reload' | 'close', session: string | null): Promise<string[]> => {
  const done: string[] = []
  const window = {
    id: 1,
    principal: 'window:7',
    reload: () => void done.push('reload'),
    destroy: () => void done.push('destroy')
  }
  await recoverPage(window, {
    sessions: {
      heldBy: (principal) => (principal === 'window:7' ? session : null),
      cancel: async (id, reason) => void done.push(`cancel ${id} ${reason}`)
    },
    dialogs: {
      pageCrashed: async (owner) => {
        done.push(`asked ${owner}`)
        return choice
      }
    }
  })
  return done
}

describe('a page that crashed', () => {
  it('has its session ended before anybody is asked, and is loaded again on demand', async () => {
    expect(await crash('reload', 's1')).toEqual(['cancel s1 window-closed', 'asked 1', 'reload'])
  })

  it('is closed on demand, without asking the page', async () => {
    expect(await crash('close', 's1')).toEqual(['cancel s1 window-closed', 'asked 1', 'destroy'])
  })

  it('without a session is only asked about', async () => {
    expect(await crash('close', null)).toEqual(['asked 1', 'destroy'])
  })
})
