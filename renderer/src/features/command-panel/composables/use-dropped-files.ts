import { onScopeDispose, ref, type Ref } from 'vue'
import type { Bridge } from '../../../../../preload/contract/bridge'
import type { EvidenceOrigin } from '../../../../../preload/contract/routes'
import type { EvidenceKind } from '../../../../../preload/contract/words'
import { useBridge } from '../../../app/bridge-port'
import { useCommandStore } from '../stores/command-store'

const notesName = /\.(txt|md|markdown)$/i

/** Text and Markdown are notes; all else is read as prices, and what is none is refused with its name. */
export const kindOfFile = (name: string, target: EventTarget | null): EvidenceKind => {
  if (notesName.test(name)) return 'notes'
  const onBenchmark =
    target instanceof Element && target.closest('[data-drop="benchmark"]') !== null
  return onBenchmark ? 'benchmark' : 'prices'
}

const originOf = async (bridge: Bridge, file: File): Promise<EvidenceOrigin> => {
  const path = bridge.pathForFile(file)
  if (path !== '') return { from: 'path', path }
  return { from: 'bytes', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

type DragEventName = 'dragenter' | 'dragleave' | 'dragover' | 'drop'

const listen = (handlers: Record<DragEventName, (event: DragEvent) => void>): void => {
  const guarded = Object.entries(handlers).map(([name, handler]) => {
    const onlyFiles = (event: Event): void => {
      if (hasFiles(event as DragEvent)) handler(event as DragEvent)
    }
    window.addEventListener(name, onlyFiles)
    return (): void => window.removeEventListener(name, onlyFiles)
  })
  onScopeDispose(() => guarded.forEach((remove) => remove()))
}

type TakeFiles = (files: readonly File[]) => Promise<void>

/**
 * Takes files that are dropped anywhere on the window. `over` tells when some hover over it. They
 * are the command panel's, unless `claim` gives another taker at that moment.
 */
export const useDroppedFiles = (
  claim: () => TakeFiles | null = () => null
): { over: Ref<boolean> } => {
  const bridge = useBridge()
  const command = useCommandStore()
  const over = ref(false)
  // Enter and leave come in pairs for every element on the way.
  let depth = 0
  const setDepth = (next: number): void => {
    depth = Math.max(0, next)
    over.value = depth > 0
  }
  const take = async (files: readonly File[], target: EventTarget | null): Promise<void> => {
    for (const file of files) {
      await command.importFrom(kindOfFile(file.name, target), await originOf(bridge, file))
    }
  }
  listen({
    dragenter: () => setDepth(depth + 1),
    dragleave: () => setDepth(depth - 1),
    dragover: (event) => {
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
    },
    drop: (event) => {
      event.preventDefault()
      setDepth(0)
      const files = [...(event.dataTransfer?.files ?? [])]
      const claimed = claim()
      void (claimed === null ? take(files, event.target) : claimed(files))
    }
  })
  return { over }
}
