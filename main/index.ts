import './app/error-guard'
import { keepFilesPrivate } from './kernel/private-files'

keepFilesPrivate()

// Loaded only now, so that the guard also sees what fails while the rest is being loaded. Electron
// is not ready before this entry has finished.
const { startApp } = await import('./app/start')

startApp()
