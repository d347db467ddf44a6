import { isIsoDate } from './price-file/calendar'

/** Refuses a value by the path of its field; it never returns. */
export type RefuseField = (field: string, value: unknown) => never

export type Fields = Readonly<Record<string, unknown>>

const currencyForm = /^[A-Za-z]{3}$/
/** The last instant that a date can hold: ±100,000,000 days around 1970. */
const lastInstantMs = 8.64e15
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u

/**
 * Reads a value of JSON field by field, so that a refusal names the one that is wrong. It is by hand
 * since it is part of the facts' thread, whose start a schema library would make slow.
 */
export class FieldReader {
  readonly #refuse: RefuseField

  constructor(refuse: RefuseField) {
    this.#refuse = refuse
  }

  object(value: unknown, path: string): Fields {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Fields) : this.#refuse(path, value)
  }

  /** An object with these fields, all of them and no others. */
  fields(given: unknown, path: string, names: readonly string[]): Fields {
    const value = this.object(given, path)
    const stranger = Object.keys(value).find((name) => !names.includes(name))
    const missing = names.find((name) => !Object.hasOwn(value, name))
    const prefix = path === '' ? '' : `${path}.`
    if (stranger !== undefined) return this.#refuse(`${prefix}${stranger}`, 'unknown')
    if (missing !== undefined) return this.#refuse(`${prefix}${missing}`, 'missing')
    return value
  }

  list(value: unknown, path: string, most: number): readonly unknown[] {
    if (!Array.isArray(value) || value.length > most) return this.#refuse(path, value)
    return value
  }

  /** One line of plain text that is not empty. */
  text(value: unknown, path: string, longest: number): string {
    const isText = typeof value === 'string' && value.trim() !== '' && value.length <= longest
    return isText && !unprintable.test(value) ? value : this.#refuse(path, value)
  }

  number(value: unknown, path: string): number {
    return typeof value === 'number' && Number.isFinite(value) ? value : this.#refuse(path, value)
  }

  /** Milliseconds since 1970. */
  instant(value: unknown, path: string): number {
    const time = this.number(value, path)
    const isInstant = Number.isInteger(time) && time >= 0 && time <= lastInstantMs
    return isInstant ? time : this.#refuse(path, value)
  }

  date(value: unknown, path: string): string {
    return typeof value === 'string' && isIsoDate(value) ? value : this.#refuse(path, value)
  }

  currency(value: unknown, path: string): string {
    const isCode = typeof value === 'string' && currencyForm.test(value)
    return isCode ? value : this.#refuse(path, value)
  }

  choice<T extends string>(value: unknown, path: string, choices: readonly T[]): T {
    return choices.find((each) => each === value) ?? this.#refuse(path, value)
  }

  orNull<T>(value: unknown, read: (known: unknown) => T): T | null {
    return value === null ? null : read(value)
  }
}
