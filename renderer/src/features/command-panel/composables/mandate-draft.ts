import {
  maximumAmount,
  maximumLot,
  maximumRiskShare,
  minimumRiskShare
} from '../../../../../preload/contract/limits'
import { plainMandate, type Mandate, type Position } from '../../../../../preload/contract/mandate'
import type { Formats } from '../../../app/formats'
import { readNumber } from './typed-number'

/** A mandate as it stands in the fields: numbers as typed, the risk in per cent. */
export interface MandateDraft {
  position: Position | null
  equity: string
  cost: string
  risk: string
  longOnly: boolean
  lot: string
  /** The subject that is held. What it cost says nothing of another one. */
  held: string | null
}

export const mandateNumbers = ['equity', 'cost', 'risk', 'lot'] as const
export type MandateNumber = (typeof mandateNumbers)[number]

const percent = 100
const ratioDigits = 12
const amountDigits = 20

export const plainDraft: Readonly<MandateDraft> = {
  ...{ position: null, equity: '', cost: '', risk: '1', longOnly: false, lot: '1', held: null }
}

const isAmount = (value: number): boolean => value > 0 && value <= maximumAmount

const allowed: Record<MandateNumber, (value: number) => boolean> = {
  equity: isAmount,
  cost: isAmount,
  risk: (value) => value >= minimumRiskShare * percent && value <= maximumRiskShare * percent,
  lot: (value) => Number.isInteger(value) && value >= 1 && value <= maximumLot
}

/** What the fields mean; `problems` names those that mean nothing, and then there is no mandate. */
export interface MandateReading {
  /** Null when nothing was set. */
  mandate: Mandate | null
  problems: MandateNumber[]
}

const isPlain = (mandate: Mandate): boolean =>
  JSON.stringify(mandate) === JSON.stringify(plainMandate)

/** A number of the draft, null where its field is empty, undefined where it cannot be read. */
const numberOf = (
  draft: MandateDraft,
  name: MandateNumber,
  locale: string
): number | null | undefined => {
  if (name === 'cost' && draft.position !== 'holding') return null
  const text = draft[name]
  if (text.trim() === '') return null
  const value = readNumber(name === 'risk' ? text.replace(/[%％]\s*$/u, '') : text, locale)
  return value !== null && allowed[name](value) ? value : undefined
}

/** Reads the fields in the reader's locale. An empty field is what it is by default. */
export const readMandate = (draft: MandateDraft, locale: string): MandateReading => {
  const values = new Map(mandateNumbers.map((name) => [name, numberOf(draft, name, locale)]))
  const problems = mandateNumbers.filter((name) => values.get(name) === undefined)
  if (problems.length > 0) return { mandate: null, problems }
  const risk = values.get('risk') ?? null
  const mandate: Mandate = {
    position: draft.position,
    equity: values.get('equity') ?? null,
    cost: values.get('cost') ?? null,
    riskShare:
      risk === null ? plainMandate.riskShare : Number((risk / percent).toPrecision(ratioDigits)),
    longOnly: draft.longOnly,
    lot: values.get('lot') ?? plainMandate.lot
  }
  return { mandate: isPlain(mandate) ? null : mandate, problems }
}

/** A share of equity in per cent, without the error of a binary fraction. */
export const riskInPercent = (share: number): number =>
  Number((share * percent).toPrecision(ratioDigits))

/** The fields as a mandate fills them; `held` is the subject that it is about. */
export const draftOfMandate = (
  mandate: Mandate | null,
  held: string | null,
  formats: Formats
): MandateDraft => {
  if (mandate === null) return { ...plainDraft }
  const { position, equity, cost, riskShare, longOnly, lot } = mandate
  const amount = (value: number | null): string =>
    value === null ? '' : formats.number(value, amountDigits)
  return {
    ...{ position, longOnly, held: position === 'holding' ? held : null },
    ...{ equity: amount(equity), cost: amount(cost) },
    ...{ risk: amount(riskInPercent(riskShare)), lot: amount(lot) }
  }
}

/** A number as its field shows it once it was typed; what cannot be read stays as it is. */
export const tidied = (text: string, formats: Formats): string => {
  const value = readNumber(text, formats.locale)
  return value === null ? text.trim() : formats.number(value, amountDigits)
}
