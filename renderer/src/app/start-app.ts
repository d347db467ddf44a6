import { createPinia } from 'pinia'
import { createApp, type App as VueApp } from 'vue'
import type { Bridge } from '../../../preload/contract/bridge'
import '../styles/index.css'
import App from './App.vue'
import { bridgeKey } from './bridge-port'
import { streamKey, type Stream } from './stream-port'

/** Puts the window's page into `host`, on top of a bridge and an event stream. */
export const startApp = (host: Element, bridge: Bridge, stream: Stream): VueApp => {
  const app = createApp(App)
  app.provide(bridgeKey, bridge)
  app.provide(streamKey, stream)
  app.use(createPinia())
  app.mount(host)
  return app
}
