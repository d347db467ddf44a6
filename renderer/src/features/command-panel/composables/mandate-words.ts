import { plainMandate, type Mandate } from '../../../../../preload/contract/mandate'
import type { Formats } from '../../../app/formats'
import type { Translate } from '../../../app/use-text'
import { riskInPercent } from './mandate-draft'

const riskDigits = 4

const holderWords = ({ position, cost }: Mandate, t: Translate, formats: Formats): string => {
  if (position === null) return t('mandate.forAnyone')
  if (position === 'flat') return t('mandate.forFlat')
  if (cost === null) return t('mandate.forHolding')
  return t('mandate.forHoldingAt', { cost: formats.number(cost, 4) })
}

const riskWords = ({ equity, riskShare }: Mandate, t: Translate, formats: Formats): string => {
  const risk = formats.number(riskInPercent(riskShare), riskDigits)
  if (equity === null) return t('mandate.riskAlone', { risk })
  return t('mandate.riskOf', { risk, equity: formats.number(equity) })
}

/** A mandate in one line: for whom, and what a stop may cost. */
export const mandateWords = (mandate: Mandate, t: Translate, formats: Formats): string => {
  const plainRisk = mandate.equity === null && mandate.riskShare === plainMandate.riskShare
  return [
    holderWords(mandate, t, formats),
    ...(plainRisk ? [] : [riskWords(mandate, t, formats)]),
    ...(mandate.longOnly ? [t('mandate.longOnlyShort')] : []),
    ...(mandate.lot === plainMandate.lot
      ? []
      : [t('mandate.lots', { lot: formats.number(mandate.lot, 0) })])
  ].join(t('mandate.separator'))
}
