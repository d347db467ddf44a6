/** Ends a switch over a union: a compile error when a member is forgotten. */
export const assertNever = (value: never): never => {
  throw new TypeError(`unexpected value: ${JSON.stringify(value)}`)
}
