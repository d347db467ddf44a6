import { readFileSync } from 'node:fs'

/** The bundled playbook's text as it lies on disk. */
export const equityText = readFileSync(
  new URL('../../../main/playbooks/equity.json', import.meta.url),
  'utf8'
)

export type JsonValue =
  string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

/**
 * The bundled playbook with one field changed. `path` names it by keys and indexes; `undefined`
 * takes it away.
 */
export const equityWith = (path: readonly (string | number)[], value?: JsonValue): string => {
  const root = JSON.parse(equityText) as JsonValue
  const last = path.at(-1)
  const parent = path.slice(0, -1).reduce<JsonValue>((at, part) => {
    return (at as Record<string | number, JsonValue>)[part] ?? null
  }, root) as Record<string | number, JsonValue>
  if (last === undefined) throw new Error('a path has at least one part')
  if (value === undefined) Reflect.deleteProperty(parent, last)
  else parent[last] = value
  return JSON.stringify(root)
}
