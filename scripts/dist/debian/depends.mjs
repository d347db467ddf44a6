// Since Debian 13 and Ubuntu 24.04 some libraries have another name: their time is 64 bits wide.
const renamed = (name) => `${name}t64 | ${name}`

/** Debian's package of each library that Electron or a compiled part of a package may ask for. */
const LIBRARIES = {
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXi.so.6': 'libxi6',
  'libXrandr.so.2': 'libxrandr2',
  'libXrender.so.1': 'libxrender1',
  'libXtst.so.6': 'libxtst6',
  'libasound.so.2': renamed('libasound2'),
  'libatk-1.0.so.0': renamed('libatk1.0-0'),
  'libatk-bridge-2.0.so.0': renamed('libatk-bridge2.0-0'),
  'libatspi.so.0': renamed('libatspi2.0-0'),
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': renamed('libcups2'),
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgcc_s.so.1': 'libgcc-s1',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libgio-2.0.so.0': renamed('libglib2.0-0'),
  'libglib-2.0.so.0': renamed('libglib2.0-0'),
  'libgobject-2.0.so.0': renamed('libglib2.0-0'),
  'libgtk-3.so.0': renamed('libgtk-3-0'),
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libsmime3.so': 'libnss3',
  'libstdc++.so.6': 'libstdc++6',
  'libudev.so.1': 'libudev1',
  'libuuid.so.1': 'libuuid1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0'
}
const OF_THE_C_LIBRARY = /^(?:lib(?:c|dl|m|pthread|rt)\.so\.\d+|ld-linux-.*\.so\.\d+)$/
const C_LIBRARY_VERSION = /^GLIBC_(\d+)\.(\d+)/

/**
 * The packages that programs and libraries depend on, as the field Depends names them.
 * @param {{ needed: string[], symbolVersions: string[] }[]} files what each file asks for
 * @param {ReadonlySet<string>} own names of the libraries that the package itself holds
 * @throws {Error} names a library that no package is known for
 */
export function dependsOf(files, own) {
  const needed = new Set(files.flatMap((file) => file.needed).filter((name) => !own.has(name)))
  const others = [...needed].filter((name) => !OF_THE_C_LIBRARY.test(name))
  const unknown = others.filter((name) => !(name in LIBRARIES))
  if (unknown.length > 0) {
    throw new Error(`scripts/dist/debian/depends.mjs names no package of ${unknown.join(', ')}`)
  }
  const packages = new Set(others.map((name) => LIBRARIES[name]))
  return [cLibrary(files.flatMap((file) => file.symbolVersions)), ...[...packages].sort()].join(
    ', '
  )
}

function cLibrary(symbolVersions) {
  const versions = symbolVersions.map((name) => C_LIBRARY_VERSION.exec(name)).filter(Boolean)
  const [newest] = versions
    .map(([, major, minor]) => [Number(major), Number(minor)])
    .sort(([a, b], [c, d]) => c - a || d - b)
  return newest === undefined ? 'libc6' : `libc6 (>= ${newest.join('.')})`
}
