import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { toast } from 'vue-sonner'
import type { ForecastRecord } from '../../../../../preload/contract/forecasts'
import { useFormats } from '../../../app/use-formats'
import { useStream } from '../../../app/stream-port'
import { useText } from '../../../app/use-text'
import { useAttempt } from '../../errors/stores/errors-store'

export interface SubjectRecord {
  /** Null until it was read. */
  records: ShallowRef<ForecastRecord[] | null>
  /** Main could not read it; the banner says why. */
  failed: ShallowRef<boolean>
  /** Forgets the subject's forecasts, and shows what is left. */
  clear: () => Promise<void>
}

const useClearedToast = (): ((subject: string, count: number) => void) => {
  const { t } = useText()
  const formats = useFormats()
  return (subject, count) => {
    const number = formats.value.number(count, 0)
    toast.success(t('record.cleared', { subject, count, number }))
  }
}

/**
 * What the forecasts on a subject came to. It is read anew when a kept session has changed, since that is
 * when forecasts are filed and scored.
 */
export const useRecord = (subject: () => string): SubjectRecord => {
  const attempt = useAttempt()
  const tellCleared = useClearedToast()
  const records = shallowRef<ForecastRecord[] | null>(null)
  const failed = shallowRef(false)
  let asked = 0

  const load = async (): Promise<void> => {
    const mine = (asked += 1)
    const answer = await attempt('forecast.record', { subject: subject() })
    // An older question's answer may be from before the record was cleared.
    if (mine !== asked) return
    failed.value = answer === null
    records.value = answer?.records ?? records.value
  }
  const clear = async (): Promise<void> => {
    const answer = await attempt('forecast.clear', { subject: subject() })
    if (answer === null) return
    tellCleared(subject(), answer.cleared)
    await load()
  }
  const unsubscribe = useStream().on('changed', (what) => {
    if (what === 'sessions') void load()
  })
  onScopeDispose(() => {
    unsubscribe()
    asked += 1
  })
  void load()
  return { records, failed, clear }
}
