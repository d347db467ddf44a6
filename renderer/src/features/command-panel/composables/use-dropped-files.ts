import { onScopeDispose, ref, type Ref } from 'vue'
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

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Takes files that are dropped anywhere on the window. `over` tells when some hover over it. */
export const useDroppedFiles = (): { over: Ref<boolean> } => {
  const bridge = useBridge()
  const command = useCommandStore()
  const over = ref(false)
  // Enter and leave come in pairs for every element on the way.
  let depth = 0

  const originOf = async (file: File): Promise<EvidenceOrigin> => {
    const path = bridge.pathForFile(file)
    if (path !== '') return { from: 'path', path }
    return { from: 'bytes', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  }

  const onEnter = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    depth += 1
    over.value = true
  }
  const onLeave = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    depth = Math.max(0, depth - 1)
    over.value = depth > 0
  }
  const onOver = (event: DragEvent): void => {
    if (!hasFiles(event)) return
    event.preventDefault()
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
  }
  const onDrop = async (event: DragEvent): Promise<void> => {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth = 0
    over.value = false
    const { target } = event
    for (const file of [...(event.dataTransfer?.files ?? [])]) {
      await command.importFrom(kindOfFile(file.name, target), await originOf(file))
    }
  }

  window.addEventListener('dragenter', onEnter)
  window.addEventListener('dragleave', onLeave)
  window.addEventListener('dragover', onOver)
  window.addEventListener('drop', onDrop)
  onScopeDispose(() => {
    window.removeEventListener('dragenter', onEnter)
    window.removeEventListener('dragleave', onLeave)
    window.removeEventListener('dragover', onOver)
    window.removeEventListener('drop', onDrop)
  })
  return { over }
}
