// Playwright switches Chromium to a password store that hides nothing. The desktop's own is tested.
const { app } = require('electron')

app.commandLine.removeSwitch('password-store')
