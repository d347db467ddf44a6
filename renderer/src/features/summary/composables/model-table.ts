import { useFormats } from '../../../app/use-formats'
import { useText } from '../../../app/use-text'
import { useProviderName } from '../../session/composables/use-provider-name'
import { useSessionStore } from '../../session/stores/session-store'
import { modelAnswers, type ModelAnswer } from './model-answers'

const none = '–'

/** What stands in a cell must not end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|')
const row = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`

/** The models' answers of the shown session as Markdown; empty without one. */
export const useModelTable = (): (() => string) => {
  const { t } = useText()
  const formats = useFormats()
  const session = useSessionStore()
  const nameOf = useProviderName()
  const cellsOf = ({ label, provider, model, stance, p, mayKnow }: ModelAnswer): string[] => [
    label,
    [...(provider === null ? [] : [nameOf(provider)]), model ?? none].join(' · '),
    stance === null ? none : t(`stance.${stance}`),
    p === null ? none : formats.value.percent(p),
    mayKnow ? t('models.role.mayKnow') : ''
  ]
  return () => {
    const answers = modelAnswers({ roles: session.state?.roles ?? [] })
    if (answers.length === 0) return ''
    const head = [t('models.summary.role'), t('models.summary.model'), t('models.summary.stance')]
    const columns = [...head, t('summary.probability'), t('models.summary.remark')]
    return [
      `## ${t('models.summary.title')}\n${t('models.summary.lead')}\n`,
      row(columns),
      row(columns.map(() => '---')),
      ...answers.map((answer) => row(cellsOf(answer)))
    ].join('\n')
  }
}
