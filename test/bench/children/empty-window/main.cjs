const { app, BrowserWindow } = require('electron')

// As little as a program with a window can be: what any start has to take.
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1480,
    height: 920,
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false }
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('data:text/html,<title>empty</title>')
})
