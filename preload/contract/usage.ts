import type { Usage } from './events'
import type { RoleState } from './session-state'

/** All of `parts` together; null for none. Money is known where it is known of each part. */
export const sumOfUsage = (parts: readonly Usage[]): Usage | null => {
  if (parts.length === 0) return null
  let [inputTokens, outputTokens, costUsd, estimated] = [0, 0, 0 as number | null, false]
  for (const part of parts) {
    inputTokens += part.inputTokens
    outputTokens += part.outputTokens
    costUsd = costUsd === null || part.costUsd === null ? null : costUsd + part.costUsd
    estimated ||= part.estimated
  }
  return { inputTokens, outputTokens, costUsd, estimated }
}

/** What roles have used over all of their attempts: what was replaced was paid for all the same. */
export const usageOfRoles = (roles: readonly RoleState[]): Usage | null =>
  sumOfUsage(roles.flatMap(({ usageBefore, usage }) => [usageBefore ?? [], usage ?? []].flat()))
