/** True when a window can be shown: always off Linux, there with X11 or Wayland. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/** True as the superuser, whom Chromium refuses its sandbox. */
export function isRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0
}
