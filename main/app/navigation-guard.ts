import type { App, WebContents } from 'electron'

interface Preventable {
  preventDefault(): void
}

/**
 * A page stays where main put it: it neither navigates (its frames included) nor opens windows nor
 * embeds a webview. A reload is no navigation; main asks for it.
 */
export const pinContents = (contents: WebContents): void => {
  const refuse = (event: Preventable): void => event.preventDefault()
  contents.on('will-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-attach-webview', refuse)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Pins every contents of the program, whoever creates it. */
export const guardNavigation = (app: App): void => {
  app.on('web-contents-created', (_event, contents) => pinContents(contents))
}
