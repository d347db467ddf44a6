import { errorCodes, type ErrorShape } from '../../../preload/contract/errors'
import { AppError, errorShape } from '../../kernel/errors'
import type { Analyst, RoleAnswer, RoleContext } from '../../engine/ports'
import { FactBook } from './fact-book'
import { abstain, tooFew } from './findings/abstain'
import { deskRoles, type DeskRoleId } from './findings/absent-roles'
import { plainFinding } from './findings/finding'
import type { DeskInput, RoleReport } from './role-report'
import { deskRoleFindings } from './roles'
import { deskWriter } from './words/desk-writer'
import { writeFindings } from './words/role-text'

/** The desk is told nothing in words and spends nothing. */
type DeskContext = Pick<RoleContext, 'role' | 'language' | 'facts' | 'state' | 'write'> &
  Partial<RoleContext>

/** A role that cites fewer distinct facts than this has too little to say, and abstains. */
export const factsToSpeak = 5

const isDeskRole = (role: string): role is DeskRoleId =>
  (deskRoles as readonly string[]).includes(role)

const cited = ({ findings }: RoleReport): number =>
  new Set(findings.flatMap(({ facts }) => facts)).size

/** Findings of a role; an abstention when it has too little. */
export const reportOf = (role: DeskRoleId, input: DeskInput): RoleReport => {
  const report = deskRoleFindings[role](input)
  if (report.needs.length > 0 || cited(report) >= factsToSpeak) return report
  return abstain(input, [tooFew])
}

/**
 * Answers for the desk's roles from the facts alone: findings first, then words in the session's
 * language. It reads no prompt, no clock and no other role's prose, so that equal facts and states
 * give equal texts.
 */
export class DeskAnalyst implements Analyst {
  readonly kind = 'desk'
  readonly provider = null
  readonly model = null

  async answer(context: DeskContext, { signal }: { signal: AbortSignal }): Promise<RoleAnswer> {
    signal.throwIfAborted()
    const { role, facts, state, language } = context
    if (!isDeskRole(role)) {
      throw new AppError(errorCodes.inputUnknownRole, `the desk has no role "${role}"`, {
        parameters: { role, known: deskRoles.join(', ') }
      })
    }
    const report = reportOf(role, { role, state, book: new FactBook(facts) })
    const writer = deskWriter(language)
    const { chunks, claims } = writeFindings(report.findings, writer)
    for (const chunk of chunks) {
      signal.throwIfAborted()
      context.write(chunk)
    }
    const findings = report.findings.map(plainFinding)
    if (report.needs.length > 0) {
      const label = state.roles.find((each) => each.role === role)?.label
      const named = label === undefined || label === '' ? writer.term(`roles.${role}`) : label
      const reason = abstention(named, report.needs, claims)
      return { status: 'abstained', reason, findings }
    }
    const { stance, p, confidence, levels } = report
    return { status: 'ok', stance, p, confidence, claims, findings, levels }
  }
}

/** Its message is the first sentence of the text, which is in the session's language. */
const abstention = (
  role: string,
  needs: readonly string[],
  claims: readonly { text: string }[]
): ErrorShape =>
  errorShape(
    new AppError(errorCodes.roleAbstained, claims[0]?.text ?? role, {
      parameters: { role, needs: needs.join(', ') }
    })
  )
