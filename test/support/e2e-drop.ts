import type { Page } from 'playwright'

/** Drops real files on the middle of a page, as a person does from a file manager. */
export const dropFiles = async (page: Page, files: string[]): Promise<void> => {
  const { x, y } = await page.evaluate(() => ({
    x: Math.round(window.innerWidth / 2),
    y: Math.round(window.innerHeight / 2)
  }))
  const protocol = await page.context().newCDPSession(page)
  try {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await protocol.send('Input.dispatchDragEvent', {
        type,
        x,
        y,
        data: { items: [], files, dragOperationsMask: 1 }
      })
    }
  } finally {
    await protocol.detach()
  }
}
