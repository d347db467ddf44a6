import { describe, expect, it } from 'vitest'
import { openDataFolder } from '../../../main/app/open-data-folder'

const open = async (answer: string): Promise<unknown[]> => {
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
  await openDataFolder({ shell, dialogs, folder: '/home/one/data' }, 7)
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
})
