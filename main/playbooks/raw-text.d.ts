/** A file imported as its exact text; the bundler and the test runner know this suffix. */
declare module '*?raw' {
  const text: string
  export { text as default }
}
