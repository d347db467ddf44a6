/** What can be wrong with a command line; each has a text in `terminal.json` under `usage`. */
export type UsageKey =
  | 'no-subject'
  | 'no-board-files'
  | 'no-session'
  | 'second-session'
  | 'unknown-session'
  | 'ambiguous-session'
  | 'list-takes-none'
  | 'record-takes-none'
  | 'clear-with-subject'
  | 'needs-data'
  | 'data-missing'
  | 'data-not-folder'
  | 'second-subject'
  | 'unknown-option'
  | 'needs-value'
  | 'takes-no-value'
  | 'repeated'
  | 'bad-choice'
  | 'bad-date'
  | 'bad-number'
  | 'bad-amount'
  | 'bad-share'
  | 'bad-money'
  | 'bad-address'
  | 'bad-template'
  | 'bad-range'
  | 'template-missing'
  | 'without-symbol'
  | 'bad-name'
  | 'bad-role-provider'
  | 'role-twice'
  | 'unknown-provider'
  | 'without-provider'
  | 'model-missing'
  | 'not-of-file'
  | 'key-unset'
  | 'key-missing'
  | 'key-unnamed'
  | 'budget-without-prices'
  | 'cost-without-holding'
  | 'too-long'
  | 'roles-missing'
  | 'roles-without-custom'
  | 'target-folder'
  | 'target-not-file'
  | 'target-unwritable'
  | 'target-twice'
  | 'target-is-input'
  | 'target-in-data'

/** A command line that cannot be run as it stands: one line for the person, exit code 2. */
export class UsageProblem extends Error {
  readonly key: UsageKey
  readonly parameters: Readonly<Record<string, string | number>>

  constructor(key: UsageKey, parameters: Readonly<Record<string, string | number>> = {}) {
    super(`${key} ${JSON.stringify(parameters)}`)
    this.name = 'UsageProblem'
    this.key = key
    this.parameters = parameters
  }
}
