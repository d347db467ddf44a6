import type { PlannedStage } from '../../../preload/contract/events'
import type { Language } from '../../../preload/contract/words'

const plan: [string, string, string, [string, string, string][]][] = [
  ['intake', 'Intake', '收件', [['facts', 'Facts', '事實']]],
  [
    ...(['reconnaissance', 'Reconnaissance', '偵察'] as const),
    [
      ['scout', 'Scout', '斥候'],
      ['intel', 'Intel Officer', '情報官'],
      ['quant', 'Quant Lead', '量化長'],
      ['historian', 'Historian', '史官']
    ]
  ],
  [
    ...(['challenge', 'Challenge', '攻防'] as const),
    [
      ['bull', 'Bull', '多方'],
      ['bear', 'Bear', '空方'],
      ['risk', 'Risk Officer', '風控長']
    ]
  ],
  ['decision', 'Decision', '決策', [['strategist', 'Strategist', '策略統整']]],
  ['execution', 'Execution', '執行', [['execution', 'Execution Officer', '執行官']]]
]

/** The equity playbook's plan, as route `playbook.get` gives it. */
export const fixtureStages = (language: Language): PlannedStage[] =>
  plan.map(([id, english, chinese, lanes]) => ({
    id,
    label: language === 'en' ? english : chinese,
    lanes: lanes.map(([lane, laneEnglish, laneChinese]) => ({
      id: lane,
      kind: lane === 'facts' ? 'job' : 'role',
      label: language === 'en' ? laneEnglish : laneChinese
    }))
  }))
