import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openerProblem } from '../../../main/app/folder-opener'
import { openDataFolder } from '../../../main/app/open-data-folder'

const open = async (answer: string, problem = ''): Promise<unknown[]> => {
  const told: unknown[] = []
  const shell = {
    openPath: async (path: string): Promise<string> => {
      told.push(path)
      return answer
    }
  }
  const dialogs = {
    folderNotOpened: async (...about: unknown[]): Promise<void> => void told.push(about)
  }
  await openDataFolder({ shell, dialogs, folder: '/home/one/data', openerProblem: problem }, 7)
  return told
}

describe('Help, Open data folder', () => {
  it('shows the folder in the system’s file manager', async () => {
    expect(await open('')).toEqual(['/home/one/data'])
  })

  it('says where the folder is when it cannot be shown', async () => {
    expect(await open('no file manager')).toEqual([
      '/home/one/data',
      [7, '/home/one/data', 'no file manager']
    ])
  })

  it('says where it is on a Linux without xdg-open, which Electron would not tell', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'war-room-path-'))
    try {
      const path = `:relative:${folder}`
      const problem = openerProblem({ platform: 'linux', path })
      expect(await open('', problem)).toEqual([[7, '/home/one/data', 'xdg-open: not found']])
      expect(openerProblem({ platform: 'linux', path: undefined })).toBe(problem)
      expect(openerProblem({ platform: 'darwin', path })).toBe('')
      writeFileSync(join(folder, 'xdg-open'), '', { mode: 0o755 })
      expect(openerProblem({ platform: 'linux', path })).toBe('')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
