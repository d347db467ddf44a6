import { SetupError } from './setup-error.mjs'

const GRAVE = new Set(['high', 'critical'])
const UNREACHED =
  /\b(?:E[45]\d\d|ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

/**
 * What npm's audit means for the program: a weakness that is high or critical, in a package that is
 * needed at run time, is a problem unless it was reviewed; so is a review that is out of date.
 * @param {object} report npm's JSON
 * @param {{ paths: Set<string>, today: string,
 *   reviewed: { advisory: string, until: string, reason: string }[] }} options
 *   paths: in package-lock.json; today, until: as 2026-01-31, the last day that counts
 * @returns {{ ok: boolean, lines: string[] }}
 * @throws {SetupError} when npm could not ask, and not because of the registry
 */
export function judgeAudit(report, { paths, today, reviewed }) {
  if (report.auditReportVersion === undefined) {
    return notAnswered(report)
  }
  const found = graveFindings(report, paths)
  const known = new Set(reviewed.map(({ advisory }) => advisory))
  const problems = [
    ...found.filter(({ advisory }) => !known.has(advisory)).map(describe),
    ...reviewed.flatMap((entry) => staleness(entry, found, today))
  ]
  const accepted = found.filter(({ advisory }) => known.has(advisory)).length
  const sum = `Audit: ${problems.length} to settle, ${accepted} reviewed`
  return { ok: problems.length === 0, lines: [...problems, sum] }
}

function notAnswered({ message = '', statusCode, error }) {
  const words = `${error?.code ?? ''} ${message}`
  const reason = statusCode ?? UNREACHED.exec(words)?.[0] ?? /timeout/i.exec(words)?.[0]
  if (reason === undefined) {
    throw new SetupError(`npm audit failed: ${error?.summary || message || 'it gave no reason'}`)
  }
  return {
    ok: true,
    lines: [`Audit: nothing was checked, the registry gives no answer (${reason})`]
  }
}

function graveFindings({ vulnerabilities }, paths) {
  const found = new Map()
  for (const { name, via, nodes } of Object.values(vulnerabilities)) {
    const isRuntime = nodes.some((node) => paths.has(node))
    // A mere name tells through which other package this one is open; that one has its own entry.
    const own = via.filter((one) => typeof one === 'object' && GRAVE.has(one.severity))
    for (const { url, title, severity } of isRuntime ? own : []) {
      const advisory = url.slice(url.lastIndexOf('/') + 1)
      found.set(advisory, { advisory, name, title, severity })
    }
  }
  return [...found.values()]
}

function staleness({ advisory, until }, found, today) {
  if (!found.some((one) => one.advisory === advisory)) {
    return [`${advisory} is reviewed and no longer found: take it off the list`]
  }
  return until < today ? [`${advisory} was reviewed until ${until}: look at it again`] : []
}

function describe({ advisory, name, title, severity }) {
  return `${name}, ${severity}: ${title} (${advisory})`
}
